import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ShrinkWorker } from '../../src/model/zswap/shrink-memcg.js';
import type { Outcome } from '../../src/simulation/arrivals.js';
import { WithShrinkWorker } from '../../src/simulation/shrink-worker.js';
import { type Job, PARKED, VirtualCpus, type Work } from '../../src/simulation/virtual-cpus.js';
import { bareZswap, DIGIT_COSTS, folioOf } from '../support/bare-zswap.js';
import { zeroRandom } from '../support/zero-random.js';

const VISIT = 1_000;
/** Sixteen passes over a parent and a memcg that have nothing. */
const RUN = 32 * VISIT;

interface Asking {
  /** Virtual ns at which task 0 queues the worker. */
  readonly askedAt: readonly number[];
  /** How long task 0 sleeps after each time. */
  readonly sleepNs?: number;
  readonly cpus?: number;
  /** When task 0 ends. */
  readonly until?: number;
}

/** Start and end of each run of the worker, if a foreground task queues it. */
function runsOf({ askedAt, sleepNs = 0, cpus = 2, until = 1_000_000 }: Asking): [number, number][] {
  const costs = { ...DIGIT_COSTS, memcgVisitNs: VISIT };
  const zswap = bareZswap({ maxPages: 10, acceptPercent: 0, costs });
  // A page that no memcg knows of keeps the pool above the threshold.
  zswap.insert(zswap.entries.allocate(), folioOf(0, 1), 0, 4096);
  const times = [...askedAt];
  const asking: Work<Outcome> = {
    next(_task, nowNs) {
      const at = times.shift();
      if (at !== undefined) return askAfter(Math.max(0, at - nowNs));
      return nowNs < until ? pause(until - nowNs) : PARKED;
    },
    ended: () => sleepNs,
  };
  function* askAfter(ns: number): Job<null> {
    yield ns;
    zswap.workerQueued = true;
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
    next(task, nowNs, waker) {
      const job = both.next(task, nowNs, waker);
      if (task === 1 && job !== PARKED) runs.push([nowNs, Number.NaN]);
      return job;
    },
    ended(task, outcome, nowNs, waker) {
      if (task === 1) runs[runs.length - 1][1] = nowNs;
      return both.ended(task, outcome, nowNs, waker);
    },
  };
  const engine = new VirtualCpus({ foreground: 1, background: 1, cpus }, zeroRandom(), watched);
  while (engine.run(100));
  assert.equal(worker.runs, runs.length);
  return runs;
}

test('shrink worker: it does not run unless it is queued', () => {
  assert.deepEqual(runsOf({ askedAt: [] }), []);
});

test('shrink worker: it runs at once on an idle CPU', () => {
  assert.deepEqual(runsOf({ askedAt: [500] }), [[500, 500 + RUN]]);
});

test('shrink worker: on a CPU that is taken it waits until the task there ends its job or sleeps', () => {
  // The next job of the task begins at 500 and ends at 9000.
  const taken = runsOf({ askedAt: [500], cpus: 1, until: 9000 });
  assert.equal(taken[0][0], 9000);
  const asleep = runsOf({ askedAt: [500], cpus: 1, sleepNs: 100 });
  assert.equal(asleep[0][0], 500);
});

test('shrink worker: queued again while it runs, it runs once more, however often', () => {
  const [first, second, ...more] = runsOf({ askedAt: [500, 600, 700, 800] });
  assert.deepEqual(first, [500, 500 + RUN]);
  assert.deepEqual(second, [500 + RUN, 500 + 2 * RUN]);
  assert.deepEqual(more, []);
});

test('shrink worker: queued after its run has ended, it runs again', () => {
  assert.deepEqual(runsOf({ askedAt: [500, 100_000] }), [
    [500, 500 + RUN],
    [100_000, 100_000 + RUN],
  ]);
});

test('shrink worker: the run is over when the stores are, whatever the worker has left to do', () => {
  const [[start, end]] = runsOf({ askedAt: [500], until: 1000 });
  assert.equal(start, 500);
  assert.ok(Number.isNaN(end), 'started, and not ended');
});
