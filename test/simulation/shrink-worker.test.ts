import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShrinkWorker } from '../../src/model/zswap/shrink-memcg.js';
import type { Outcome } from '../../src/simulation/arrivals.js';
import { WithShrinkWorker } from '../../src/simulation/shrink-worker.js';
import { type Job, PARKED, VirtualCpus, type Work } from '../../src/simulation/virtual-cpus.js';
import { bareZswap, DIGIT_COSTS, folioOf } from '../support/bare-zswap.js';
import { zeroRandom } from '../support/zero-random.js';

const DELAY = 1_000_000;
const VISIT = 1_000;
/** Sixteen passes over a parent and a memcg that have nothing. */
const RUN = 32 * VISIT;

/** When the worker started and when its runs ended, if one foreground task asks for it at each of `askedAt`. */
function runsOf(askedAt: readonly number[], until = 20 * DELAY): [number, number][] {
  const costs = { ...DIGIT_COSTS, memcgVisitNs: VISIT, workerDelayNs: DELAY };
  const zswap = bareZswap({ maxPages: 10, acceptPercent: 0, costs });
  // A page that no memcg knows of keeps the pool above the threshold.
  zswap.insert(zswap.entries.allocate(), folioOf(0, 1), 0, 4096);
  const times = [...askedAt];
  const asking: Work<Outcome> = {
    next(_task, nowNs) {
      const at = times.shift();
      if (at !== undefined) return askAfter(at - nowNs);
      return nowNs < until ? pause(until - nowNs) : PARKED;
    },
    ended: () => 0,
  };
  function* askAfter(ns: number): Job<null> {
    yield ns;
    zswap.queueWorker();
    return null;
  }
  function* pause(ns: number): Job<null> {
    yield ns;
    return null;
  }
  const worker = new ShrinkWorker(zswap);
  const both = new WithShrinkWorker(asking, zswap, worker, 1);
  const runs: [number, number][] = [];
  const watched: Work<Outcome> = {
    next(task, nowNs, cpus) {
      const job = both.next(task, nowNs, cpus);
      if (task === 1 && job !== PARKED) runs.push([nowNs, Number.NaN]);
      return job;
    },
    ended(task, outcome, nowNs, cpus) {
      if (task === 1) runs[runs.length - 1][1] = nowNs;
      return both.ended(task, outcome, nowNs, cpus);
    },
  };
  const cpus = new VirtualCpus(1, 1, zeroRandom(), watched);
  while (cpus.run(100));
  assert.equal(worker.runs, runs.length);
  return runs;
}

test('the worker starts its delay after it was queued, and not unless it is', () => {
  assert.deepEqual(runsOf([]), []);
  assert.deepEqual(runsOf([500]), [[DELAY + 500, DELAY + 500 + RUN]]);
});

test('queued again before it has started it runs once', () => {
  const [start] = [DELAY + 500];
  assert.deepEqual(runsOf([500, 700, 900_000, start - 1]), [[start, start + RUN]]);
});

test('queued while it runs it runs once more, however often', () => {
  const end = DELAY + 500 + RUN;
  const again = end + DELAY;
  const asked = [500, DELAY + 500 + 1, DELAY + 500 + VISIT, end - 1];
  assert.deepEqual(runsOf(asked), [
    [DELAY + 500, end],
    [again, again + RUN],
  ]);
});

test('between two runs there is a delay at least', () => {
  // Queued a moment after a run: it has rested its delay by end + DELAY. Queued long after: a full delay.
  const end = DELAY + 500 + RUN;
  const soon = end + DELAY;
  assert.deepEqual(runsOf([500, end + 10]), [
    [DELAY + 500, end],
    [soon, soon + RUN],
  ]);
  const late = 9 * DELAY;
  assert.deepEqual(runsOf([500, 8 * DELAY]), [
    [DELAY + 500, end],
    [late, late + RUN],
  ]);
});

test('the run is over when the stores are, whatever the worker has left to do', () => {
  assert.deepEqual(runsOf([500], DELAY), [], 'queued, and never started');
});
