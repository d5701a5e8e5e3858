import { planSharedHeap } from '../src/model/heap/shared-heap.js';
import { WorkerPool } from '../src/workers/worker-pool.js';
import { COUNTING, type CountedNs, type Counting, countersOver } from './bare-counters.js';
import { type Figure, figure } from './part.js';

const THREAD = new URL('./counting-thread.js', import.meta.url);
const MIN_ROUNDS = 8;
// On a busy machine two threads seldom have a CPU each.
const MAX_ROUNDS = 30;
const MIN_CONTENDED = 8;
const NO_CAPACITY = { entries: 0, zspages: 0, frames: 0, clusters: 0, nodes: 0 };

/** Samples in ns per page. */
export type CountingSamples = Record<Counting, number[]>;

const TEXTS: Readonly<Record<Counting, string>> = {
  storedPageByPage: 'stored_pages, page by page',
  storedOncePerFolio: 'stored_pages, once per folio',
  allPageByPage: 'stored_pages and memcg charge, page by page',
  allOncePerFolio: 'stored_pages and memcg charge, once per folio',
};

/** Times all ways to count, in rounds that alternate, by whether another CPU counted at the same time. */
export async function countersAlone(
  threads: number,
): Promise<Record<keyof CountedNs, CountingSamples>> {
  // One thread more, which does nothing: in a heap of one thread nothing is atomic.
  const plan = planSharedHeap(NO_CAPACITY, threads + 1, countersOver);
  const pool = await WorkerPool.start(THREAD, new Array(threads).fill(plan));
  const samples = { alone: noSamples(), contended: noSamples() };
  try {
    const enough = () =>
      threads === 1 ||
      COUNTING.every((counting) => samples.contended[counting].length >= MIN_CONTENDED);
    // The first round compiles what the others measure.
    for (let round = 0; round <= MAX_ROUNDS && !(round > MIN_ROUNDS && enough()); round++) {
      for (const counting of round % 2 === 0 ? COUNTING : COUNTING.toReversed()) {
        const counted = await pool.command<CountedNs>(COUNTING.indexOf(counting));
        if (round === 0) continue;
        for (const { alone, contended } of counted) {
          if (alone !== null) samples.alone[counting].push(alone);
          if (contended !== null) samples.contended[counting].push(contended);
        }
      }
    }
  } finally {
    await pool.end();
  }
  return samples;
}

/** Returns a figure for each way to count that has samples. */
export function countingFigures(samples: CountingSamples, suffix: string): Figure[] {
  return COUNTING.filter((counting) => samples[counting].length > 0).map((counting) =>
    figure(`${TEXTS[counting]}, ${suffix}`, 'ns/page', samples[counting]),
  );
}

function noSamples(): CountingSamples {
  return Object.fromEntries(
    COUNTING.map((counting) => [counting, []]),
  ) as unknown as CountingSamples;
}
