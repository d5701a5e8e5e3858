import type { PageCompressor } from '../../compressor/compressor.js';
import { SharedHeap } from '../../model/heap/shared-heap.js';
import type { Timed } from '../../result/document.js';
import { type CounterTotals, sumOf } from '../../verify/threads/counter-totals.js';
import { recount } from '../../verify/threads/recount.js';
import { WorkerPool } from '../../workers/worker-pool.js';
import type { CellPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import { readBackAll } from '../read-back.js';
import { type FolioBlock, folioBlocks } from './folio-blocks.js';
import { type BlockMeasurement, type InterleaveBudget, interleave } from './interleave.js';
import { StoreRunner } from './store-runner.js';
import {
  COMMAND,
  type Phase,
  planThreads,
  type StoreThreadPlan,
  type ThreadsInput,
} from './thread-plan.js';
import type { TimedTurn } from './timed.js';
import { TimedSamples } from './timed-samples.js';

export interface ThreadedInput extends ThreadsInput, InterleaveBudget {
  readonly compressor: (cell: CellPlan) => PageCompressor;
  readonly verify: boolean;
}

export const THREAD = new URL('./store-thread.js', import.meta.url);

/**
 * Runs the timed parts of cells on several threads, each cell over one zswap with threads of its own, which sleep while
 * another cell is measured; each thread has its own compressor. As on one thread, each round takes one block of folios of
 * each cell through the bare compressor, the store path without limits and the store path under the limits. All threads of a
 * cell take folios from one queue. A phase lasts from the first thread's start to the last thread's end.
 *
 * @throws Failure if a thread ends early
 */
export async function runThreaded(
  cells: readonly CellPlan[],
  input: ThreadedInput,
): Promise<TimedTurn> {
  const measured: ThreadedMeasurement[] = [];
  try {
    for (const cell of cells) {
      const plan = await planThreads(cell, input, cells.length);
      if (folioBlocks(plan.pages, plan.blocks)() === null) return { parts: [], emptied: false };
      const pool = await WorkerPool.start(THREAD, new Array(input.threads).fill(plan));
      measured.push(new ThreadedMeasurement(pool, cell, plan, input));
    }
    await interleave(measured, input);
    const parts: Timed[] = [];
    for (const each of measured) parts.push(await each.result());
    return { parts, emptied: false };
  } finally {
    for (const { pool } of measured) await pool.end();
  }
}

class ThreadedMeasurement implements BlockMeasurement {
  /** Shared memory is set aside at the start: {@link planThreads} bounds it. */
  readonly heldBytes = 0;
  readonly pool: WorkerPool;
  readonly samples: TimedSamples;
  readonly #cell: CellPlan;
  readonly #plan: StoreThreadPlan;
  readonly #input: ThreadedInput;
  readonly #nextBlock: () => FolioBlock | null;
  #forwards = false;

  constructor(pool: WorkerPool, cell: CellPlan, plan: StoreThreadPlan, input: ThreadedInput) {
    this.pool = pool;
    this.samples = new TimedSamples(plan.blocks.blockPages);
    this.#cell = cell;
    this.#plan = plan;
    this.#input = input;
    this.#nextBlock = folioBlocks(plan.pages, plan.blocks);
  }

  empty(): void {
    this.samples.endPass();
    // All threads are idle here. They attach to their columns again.
    new Uint8Array(this.#plan.limited.state).fill(0);
  }

  async round(recording: boolean): Promise<void> {
    const block = this.#nextBlock();
    if (block === null) return;
    if (block.startsPass) this.empty();
    await this.pool.command(COMMAND.next);
    this.#forwards = !this.#forwards;
    const phases = await measurePhases(this.pool, this.#forwards ? ORDER : BACKWARDS);
    await this.pool.command(COMMAND.clear);
    if (!recording) return;
    const pages = block.folios.reduce((sum, folio) => sum + folio.pageCount, 0);
    // Wall time, not CPU time as on one thread: lock contention is part of the cost.
    const { bare, unlimited, limited } = phases;
    this.samples.compared(pages, bare.ms, unlimited.storedPages, bare.ms / unlimited.ms);
    this.samples.stored(limited.storedPages, limited.ms);
    for (const ns of limited.folioNs) this.samples.folioNs.add(ns);
  }

  async result(): Promise<Timed> {
    if (!this.#input.verify) return this.samples.result(null);
    const totals = sumOf(await this.pool.command<CounterTotals>(COMMAND.totals));
    const atRest = verifyAtRest(this.#cell, this.#plan, this.#input, totals);
    return { ...this.samples.result(atRest.roundTrip), recount: atRest.recount };
  }
}

/** Recounts the shared state and reads back all pages stored under the limits, once all threads are idle. */
function verifyAtRest(
  cell: CellPlan,
  plan: StoreThreadPlan,
  { compressor: compressorOf, threads, machine, offerPages }: ThreadedInput,
  totals: CounterTotals,
) {
  const compressor = compressorOf(cell);
  const pages = new LivePages(compressor, plan.pages.bytes);
  const limits = limitsOf(machine, cell.parameters, offerPages);
  const { zswap } = new StoreRunner(cell, pages, limits, new SharedHeap(plan.limited, threads));
  const roundTrip = readBackAll(zswap, pages, compressor);
  return { roundTrip, recount: recount(zswap, totals, cell.strategy.knownDrift) };
}

const ORDER = ['bare', 'unlimited', 'limited'] as const;
const BACKWARDS = ORDER.toReversed();

/** One phase, over all threads. */
export interface PoolPhase {
  readonly ms: number;
  readonly storedPages: number;
  readonly folioNs: readonly number[];
}

async function measurePhases(
  pool: WorkerPool,
  order: readonly (typeof ORDER)[number][],
): Promise<Record<(typeof ORDER)[number], PoolPhase>> {
  const phases: Partial<Record<(typeof ORDER)[number], PoolPhase>> = {};
  for (const name of order) phases[name] = together(await pool.command<Phase>(COMMAND[name]));
  return phases as Record<(typeof ORDER)[number], PoolPhase>;
}

/** Combines the threads' parts of a phase, which lasts from the first start to the last end. */
export function together(phases: readonly Phase[]): PoolPhase {
  const start = Math.min(...phases.map(({ startMs }) => startMs));
  return {
    ms: Math.max(...phases.map(({ endMs }) => endMs)) - start,
    storedPages: phases.reduce((sum, { storedPages }) => sum + storedPages, 0),
    folioNs: phases.flatMap(({ folioNs }) => folioNs),
  };
}
