import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../src/common/random.js';
import { runCase } from '../../../src/verify/case-runner.js';
import type { Scheduler } from '../../../src/verify/check-case.js';
import {
  alternating,
  byPriority,
  replaying,
  SEQUENTIAL,
  uniform,
} from '../../../src/verify/explore/schedulers.js';
import { caseOf, shrink, store, subjectOf } from '../../support/check-cases.js';

/** A source whose `below` gives the listed numbers. */
function drawing(...draws: number[]): Random {
  return Object.assign(new Random(), { below: () => draws.shift() as number });
}

/** Returns the task of each step, for tasks with `steps[i]` steps. */
function picks(scheduler: Scheduler, steps: readonly number[]): number[] {
  const left = [...steps];
  const picked: number[] = [];
  for (;;) {
    const runnable = left.flatMap((count, task) => (count > 0 ? [task] : []));
    if (runnable.length === 0) return picked;
    const task = scheduler.pick(runnable, picked.length);
    assert.ok(runnable.includes(task));
    left[task]--;
    picked.push(task);
  }
}

test('sequential: one task to its end, then the next', () => {
  assert.deepEqual(picks(SEQUENTIAL, [2, 3, 1]), [0, 0, 1, 1, 1, 2]);
});

test('alternating: one step each in turn, without tasks that have ended', () => {
  assert.deepEqual(picks(alternating(), [2, 4, 1]), [0, 1, 2, 0, 1, 1, 1]);
});

test('uniform: the same seed gives the same picks, another seed others', () => {
  const run = (seed: number) => picks(uniform(new Random(seed)), [20, 20, 20]);
  assert.deepEqual(run(1), run(1));
  assert.notDeepEqual(run(1), run(2));
});

test('uniform: runnable tasks are picked about equally often', () => {
  const scheduler = uniform(new Random('often'));
  const often = [0, 0, 0];
  for (let step = 0; step < 3000; step++) often[scheduler.pick([0, 1, 2], step)]++;
  // Five standard deviations of a binomial with n = 3000, p = 1/3: 5 x 25.8.
  for (const times of often) assert.ok(Math.abs(times - 1000) < 130, `${often}`);
});

// Priorities 1 + draw: 6, 9, 3; one switch, at step 2. Task 1 leads; after its third pick (step 2) it is below all others,
// so 0 runs to its end, then 2, then what is left of 1.
test('by priority: the highest first; the task picked at a switch becomes the lowest', () => {
  const random = drawing(5, 8, 2, 2);
  assert.deepEqual(picks(byPriority(random, 3, 8, 1), [2, 5, 1]), [1, 1, 1, 0, 0, 2, 1, 1]);
});

// A second switch puts a task below the first that was lowered: 0 leads, is lowered at step 0; 1 is lowered at step 1 and is
// then below 0.
test('by priority: each switch lowers further than the one before', () => {
  const random = drawing(8, 2, 0, 1);
  assert.deepEqual(picks(byPriority(random, 2, 4, 2), [3, 2]), [0, 1, 0, 0, 1]);
});

test('replaying: the same picks, else the first runnable task', () => {
  assert.deepEqual(picks(replaying([1, 0, 1]), [1, 2]), [1, 0, 1]);
  assert.deepEqual(picks(replaying([1, 1, 1]), [2, 2]), [1, 1, 0, 0]);
});

test('replaying the schedule of a case gives the same case again', () => {
  const subject = subjectOf('incremental', [900, 1800, 2700]);
  const plan = caseOf([store(4), store(4, { page: 1 }), shrink(3)], { roomPages: 1 });
  for (let seed = 0; seed < 30; seed++) {
    const first = runCase(subject, plan, uniform(new Random('replay', seed)));
    assert.deepEqual(runCase(subject, plan, replaying(first.schedule)), first);
  }
});
