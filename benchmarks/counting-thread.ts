// Worker thread that updates counters and does nothing else; counters-alone.ts starts it.
import { performance } from 'node:perf_hooks';
import { SharedHeap } from '../src/model/heap/shared-heap.js';
import { median } from '../src/statistics/estimate.js';
import { PoolWorker } from '../src/workers/pool-worker.js';
import {
  COUNTING,
  type CountedNs,
  type Counting,
  type CountingPlan,
  countersOver,
  FOLIO_PAGES,
} from './bare-counters.js';

const RUN_MS = 200;
const BURST_UPDATES = 256;
const SAMPLE_BURSTS = 8;
const MIN_SAMPLES = 20;

const worker = new PoolWorker<CountingPlan>();
const { counters, bursts } = countersOver(new SharedHeap(worker.plan, worker.thread));
const others = Array.from({ length: worker.threads }, (_, thread) => thread).filter(
  (thread) => thread !== worker.thread,
);

/** Bursts that the other threads have done. */
function burstsOfOthers(): number {
  return others.reduce((sum, thread) => sum + bursts[thread].get(0), 0);
}

/** Takes one sample: its ns per page, and the bursts of other threads in the same time. */
function sample(counting: Counting): { ns: number; meanwhile: number } {
  const folios = counting.endsWith('PageByPage') ? BURST_UPDATES / FOLIO_PAGES : BURST_UPDATES;
  const before = burstsOfOthers();
  const startMs = performance.now();
  for (let burst = 0; burst < SAMPLE_BURSTS; burst++) {
    counters[counting](folios);
    bursts[worker.thread].add(0, 1);
  }
  const pages = SAMPLE_BURSTS * folios * FOLIO_PAGES;
  const ns = ((performance.now() - startMs) * 1e6) / pages;
  return { ns, meanwhile: burstsOfOthers() - before };
}

/** Returns the median of enough samples. */
function medianOf(samples: readonly number[]): number | null {
  return samples.length < MIN_SAMPLES ? null : median(samples);
}

worker.runCommands((command): CountedNs => {
  const alone: number[] = [];
  const contended: number[] = [];
  worker.barrier();
  for (const endMs = performance.now() + RUN_MS; performance.now() < endMs; ) {
    const { ns, meanwhile } = sample(COUNTING[command]);
    if (meanwhile === 0) alone.push(ns);
    // With more, this thread had to wait for a CPU.
    else if (meanwhile >= SAMPLE_BURSTS / 2 && meanwhile <= 2 * SAMPLE_BURSTS) contended.push(ns);
  }
  return { alone: medianOf(alone), contended: medianOf(contended) };
});
