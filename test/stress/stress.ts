import { planSharedHeap, SharedHeap } from '../../src/model/heap/shared-heap.js';
import { type CounterTotals, sumOf } from '../../src/verify/threads/counter-totals.js';
import { recount } from '../../src/verify/threads/recount.js';
import { WorkerPool } from '../../src/workers/worker-pool.js';
import {
  CAPACITY,
  FOLIOS,
  PatternPages,
  STRESSED,
  type StressPlan,
  stressedZswap,
  type ThreadReport,
} from './plan.js';

export interface StressOptions {
  readonly threads: number;
  readonly seconds: number;
  readonly seed: number;
  readonly without?: string;
  /** Called for each strategy at the end of its round. */
  readonly observer?: (report: StressReport) => void;
}

export interface StressReport {
  readonly strategy: string;
  /** Of all threads. */
  readonly steps: number;
  readonly totals: CounterTotals;
  /** Pages that are in at the end. */
  readonly residentPages: number;
  /** Differences, one clause each. */
  readonly found: readonly string[];
}

/** Far longer than a lock is ever held, on a machine that does much else. */
const PATIENCE_MS = 20_000;

/** Stresses every strategy in turn, each on a zswap of its own. */
export async function stress(options: StressOptions): Promise<StressReport[]> {
  const { threads, seconds, seed, without = null, observer } = options;
  const build = (heap: Parameters<typeof stressedZswap>[1]) => stressedZswap(STRESSED[0][1], heap);
  const plan: StressPlan = {
    heap: planSharedHeap(CAPACITY, threads + 1, build, PATIENCE_MS),
    folios: new SharedArrayBuffer(FOLIOS.length * 4),
    seed,
    roundMs: (seconds * 1000) / STRESSED.length,
    without,
  };
  const pool = await WorkerPool.start(
    new URL('./thread.js', import.meta.url),
    new Array(threads).fill(plan),
  );
  const reports: StressReport[] = [];
  try {
    for (const [number, [strategy]] of STRESSED.entries()) {
      new Uint8Array(plan.heap.state).fill(0);
      const round = pool.command<ThreadReport>(number);
      const threadReports = await watched(round, plan, strategy);
      const steps = threadReports.reduce((sum, report) => sum + report.steps, 0);
      const totals = sumOf(threadReports.map((report) => report.totals));
      const report = { strategy, steps, totals, ...inspect(plan, number, totals) };
      observer?.(report);
      reports.push(report);
    }
  } finally {
    await pool.end();
  }
  return reports;
}

/** Rejects with the holders of locks if a round does not end. */
async function watched<T>(round: Promise<T>, plan: StressPlan, strategy: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => {
        const heap = new SharedHeap(plan.heap, plan.heap.threads - 1);
        stressedZswap(STRESSED[0][1], heap);
        const held = heap.heldLocks().map(({ lock, thread }) => `${lock} by thread ${thread}`);
        reject(new Error(`${strategy}: no end; locks held: ${held.join(', ') || 'none'}`));
      },
      plan.roundMs + 2 * PATIENCE_MS,
    );
  });
  try {
    return await Promise.race([round, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

function inspect(
  plan: StressPlan,
  number: number,
  totals: CounterTotals,
): { residentPages: number; found: string[] } {
  const [, strategy] = STRESSED[number];
  const heap = new SharedHeap(plan.heap, plan.heap.threads - 1);
  const zswap = stressedZswap(strategy, heap);
  const found = recount(zswap, totals, strategy.knownDrift);
  found.push(...heap.heldLocks().map(({ lock, thread }) => `${lock} is held by thread ${thread}`));
  const { entries, index, pool } = zswap;
  const pages = new PatternPages();
  const resident = [...index];
  const changed = resident.filter(
    (entry) =>
      !pages.holds(entries.page[entry], pool, entries.handle[entry], entries.length[entry]),
  );
  if (changed.length > 0) found.push(`${changed.length} of ${resident.length} pages changed`);
  return { residentPages: resident.length, found };
}
