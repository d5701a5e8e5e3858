import { performance } from 'node:perf_hooks';
import type { PageCompressor } from '../../compressor/compressor.js';
import { SharedHeap } from '../../model/shared/shared-heap.js';
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
 * The timed part of a cell on several threads, each with a compressor of its own, over one zswap. As on one thread: each
 * round takes one block of folios through the bare compressor, the store path with the limits out of the way and the store
 * path under the limits; here all threads take its folios from one queue, and a lap lasts from the first thread's start to
 * the last one's end.
 *
 * @throws Failure if a thread ends before its time
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
      // Nobody works on it now; threads take their columns anew.
      new Uint8Array(plan.limited.state).fill(0);
    }
    await pool.command(COMMAND.next);
    const phases = await measurePhases(pool, round % 2 === 0 ? ORDER : BACKWARDS);
    await pool.command(COMMAND.clear);
    if (round >= WARM_UP_ROUNDS) {
      const pages = block.folios.reduce((sum, folio) => sum + folio.pageCount, 0);
      // Not by the CPU's clock, as on one thread: waiting for each other is part of it.
      const { bare, unlimited } = phases;
      samples.compared(pages, bare.ms, unlimited.storedPages, bare.ms / unlimited.ms);
      samples.stored(phases.limited.storedPages, phases.limited.ms);
      for (const ns of phases.limited.folioNs) samples.folioNs.add(ns);
    }
    if (performance.now() >= end && samples.areEnough(input.minSamples)) break;
  }
  if (!input.verify) return samples.result(null);
  const totals = sumOf(await pool.command<CounterTotals>(COMMAND.totals));
  return verifyAtRest(cell, plan, input, samples, totals);
}

/** When all threads rest: counts the shared state anew, and reads back whatever is resident under the limits. */
function verifyAtRest(
  cell: CellPlan,
  plan: StoreThreadPlan,
  { compressor, threads, machine, offerPages }: ThreadedInput,
  samples: TimedSamples,
  totals: CounterTotals,
): Timed {
  const pages = new LivePages(compressor, plan.pages.bytes);
  const limits = limitsOf(machine, cell.parameters, offerPages);
  const { zswap } = new StoreRunner(cell, pages, limits, new SharedHeap(plan.limited, threads));
  const roundTrip = readBackAll(zswap, pages, compressor);
  const recounted = recount(zswap, totals, cell.strategy.knownDrift);
  return { ...samples.result(roundTrip), recount: recounted };
}

const ORDER = ['bare', 'unlimited', 'limited'] as const;
const BACKWARDS = ORDER.toReversed();

/** A lap of all threads. */
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

/** What the threads of a crew did together: a lap lasts from the first start to the last end. */
export function together(phases: readonly Phase[]): PoolPhase {
  const start = Math.min(...phases.map(({ startMs }) => startMs));
  return {
    ms: Math.max(...phases.map(({ endMs }) => endMs)) - start,
    storedPages: phases.reduce((sum, { storedPages }) => sum + storedPages, 0),
    folioNs: phases.flatMap(({ folioNs }) => folioNs),
  };
}
