import { planSharedHeap } from '../src/model/shared-memory/shared-heap.js';
import { WorkerPool } from '../src/workers/worker-pool.js';
import {
  BareCounters,
  COUNTING,
  type Counting,
  type CountingPlan,
  FOLIO_PAGES,
} from './bare-counters.js';
import { timeOf } from './cpu-time.js';
import { type Figure, figure } from './part.js';

const THREAD = new URL('./counting-thread.js', import.meta.url);
const FOLIOS = 20_000;
const ROUNDS = 25;

export interface CountersAlone {
  readonly figures: readonly Figure[];
  /** Samples of what once per folio saves of all counters, in ns per page. */
  readonly saved: readonly number[];
}

/** Times all ways to count, in rounds that alternate. */
export async function countersAlone(threads: number): Promise<CountersAlone> {
  const capacity = { entries: 0, zspages: 0, frames: 0, clusters: 0, nodes: 0 };
  // A heap of one thread has no page counters, so there is one thread more that only waits.
  const heap = planSharedHeap(capacity, threads + 1, (each) => new BareCounters(each));
  const plan: CountingPlan = { heap, folios: FOLIOS };
  const pool = await WorkerPool.start(THREAD, new Array(threads).fill(plan));
  const ns: Record<Counting, number[]> = {
    storedPageByPage: [],
    storedOncePerFolio: [],
    allPageByPage: [],
    allOncePerFolio: [],
  };
  const busy: number[] = [];
  try {
    // The first round compiles what the others measure.
    for (let round = 0; round <= ROUNDS; round++) {
      const order = round % 2 === 0 ? COUNTING : COUNTING.toReversed();
      for (const counting of order) {
        const command = COUNTING.indexOf(counting);
        const { cpuNs, wallNs } = await timeOf(() => pool.command(command));
        if (round === 0) continue;
        ns[counting].push(cpuNs / (threads * FOLIOS * FOLIO_PAGES));
        if (counting === 'allPageByPage') busy.push(cpuNs / wallNs);
      }
    }
  } finally {
    await pool.end();
  }
  const saved = ns.allPageByPage.map((each, round) => each - ns.allOncePerFolio[round]);
  const of = `${threads} threads`;
  const figures = [
    figure(`stored_pages, page by page, ${of}`, 'ns/page', ns.storedPageByPage),
    figure(`stored_pages, once per folio, ${of}`, 'ns/page', ns.storedOncePerFolio),
    figure(`with the memcg charge, page by page, ${of}`, 'ns/page', ns.allPageByPage),
    figure(`with the memcg charge, once per folio, ${of}`, 'ns/page', ns.allOncePerFolio),
    figure(`CPUs that worked, ${of}`, 'CPUs', busy),
  ];
  return { figures, saved };
}
