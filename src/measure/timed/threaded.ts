import { performance } from 'node:perf_hooks';
import type { PageCompressor } from '../../compressor/compressor.js';
import { SharedHeap } from '../../model/shared-memory/shared-heap.js';
import type { Timed } from '../../result/document.js';
import { type CounterTotals, sumOf } from '../../verify/threads/counter-totals.js';
import { recount } from '../../verify/threads/recount.js';
import { WorkerPool } from '../../workers/worker-pool.js';
import type { CellPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import { LivePages } from '../live-pages.js';
import { readBackAll } from '../read-back.js';
import { folioBlocks } from './folio-blocks.js';
import { StoreRunner } from './store-runner.js';
import {
  COMMAND,
  type Phase,
  planThreads,
  type StoreThreadPlan,
  type ThreadsInput,
} from './thread-plan.js';
import { WARM_UP_ROUNDS } from './timed.js';
import { TimedSamples } from './timed-samples.js';

export interface ThreadedInput extends ThreadsInput {
  readonly compressor: PageCompressor;
  readonly budgetMs: number;
  readonly minSamples: number;
  readonly verify: boolean;
}

export const THREAD = new URL('./store-thread.js', import.meta.url);

/**
 * Runs the timed part of a cell on several threads over one zswap; each thread has its own compressor. As on one thread, each
 * round takes one block of folios through the bare compressor, the store path without limits and the store path under the
 * limits. All threads take folios from one queue. A phase lasts from the first thread's start to the last thread's end.
 *
 * @throws Failure if a thread ends early
 */
export async function runThreaded(
  cell: CellPlan,
  input: ThreadedInput,
): Promise<Timed | undefined> {
  const plan = await planThreads(cell, input);
  if (folioBlocks(plan.pages, plan.blocks)() === null) return undefined;
  const pool = await WorkerPool.start(THREAD, new Array(input.threads).fill(plan));
  try {
    return await measure(pool, cell, plan, input);
  } finally {
    await pool.end();
  }
}

async function measure(
  pool: WorkerPool,
  cell: CellPlan,
  plan: StoreThreadPlan,
  input: ThreadedInput,
): Promise<Timed> {
  const nextBlock = folioBlocks(plan.pages, plan.blocks);
  const samples = new TimedSamples(plan.blocks.blockPages);
  const end = performance.now() + input.budgetMs;
  for (let round = 0; ; round++) {
    const block = nextBlock();
    if (block === null) break;
    if (block.startsPass) {
      samples.endPass();
      // All threads are idle here. They attach to their columns again.
      new Uint8Array(plan.limited.state).fill(0);
    }
    await pool.command(COMMAND.next);
    const phases = await measurePhases(pool, round % 2 === 0 ? ORDER : BACKWARDS);
    await pool.command(COMMAND.clear);
    if (round >= WARM_UP_ROUNDS) {
      const pages = block.folios.reduce((sum, folio) => sum + folio.pageCount, 0);
      // Wall time, not CPU time as on one thread: lock contention is part of the cost.
      const { bare, unlimited } = phases;
      samples.compared(pages, bare.ms, unlimited.storedPages, bare.ms / unlimited.ms);
      samples.stored(phases.limited.storedPages, phases.limited.ms);
      for (const ns of phases.limited.folioNs) samples.folioNs.add(ns);
    }
    if (performance.now() >= end && samples.areEnough(input.minSamples)) break;
  }
  if (!input.verify) return samples.result(null);
  const totals = sumOf(await pool.command<CounterTotals>(COMMAND.totals));
  const atRest = verifyAtRest(cell, plan, input, totals);
  return { ...samples.result(atRest.roundTrip), recount: atRest.recount };
}

/** Recounts the shared state and reads back all pages stored under the limits, once all threads are idle. */
function verifyAtRest(
  cell: CellPlan,
  plan: StoreThreadPlan,
  { compressor, threads, machine, offerPages }: ThreadedInput,
  totals: CounterTotals,
) {
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
