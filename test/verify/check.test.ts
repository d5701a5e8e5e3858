import assert from 'node:assert/strict';
import { test } from 'node:test';
import { batch } from '../../src/strategy/path/batch.js';
import { checkStrategy, replayCase } from '../../src/verify/check.js';
import type { CheckOptions } from '../../src/verify/check-cases.js';
import { PlannedCases } from '../../src/verify/explore/planned-cases.js';
import { smallCases } from '../../src/verify/explore/small-cases.js';
import { subjectOf } from '../support/check-cases.js';

const LENGTHS = [600, 1300, 2700, 3400, 900];
const SMALL: CheckOptions = { folioPages: [1, 4], schedules: 40, exhaustive: false, seed: 1 };

// Single faults: 2 x (1 + 8 x 1) + 2 x (1 + 8 x 4) = 84, one schedule each; 1600 pairs, two each; conditions, one with one task
// and three with two; 40 random, one each.
test('check: counts cases and schedules, and injects every single fault and pair', async () => {
  const { cases, schedules, steps, faults, drifts, findings } = await checkStrategy(
    subjectOf('batch', LENGTHS),
    SMALL,
  );
  const conditions = new PlannedCases({ ...SMALL, schedules: 0 }).count - 84 - 1600;
  assert.ok(conditions > 100);
  assert.equal(cases, 84 + 1600 + conditions + 40);
  assert.ok(schedules > 84 + 3200 + conditions + 40);
  assert.ok(steps > schedules);
  assert.ok(faults > 3200);
  assert.deepEqual([drifts, findings], [[], []]);
});

test('check: the same seed gives the same result', async () => {
  const subject = subjectOf('mainline-6.13', LENGTHS);
  const first = await checkStrategy(subject, SMALL);
  assert.ok(first.findings.length > 0);
  assert.deepEqual(await checkStrategy(subject, SMALL), first);
  assert.notDeepEqual(await checkStrategy(subject, { ...SMALL, seed: 2 }), first);
});

test('check: a finding replays to itself', async () => {
  for (const name of ['incremental', 'mainline-6.13']) {
    const subject = subjectOf(name, LENGTHS);
    const { findings } = await checkStrategy(subject, SMALL);
    for (const finding of findings) {
      assert.deepEqual(replayCase(subject, finding.plan, finding.schedule), finding);
    }
  }
});

test('check: can stop at the first violation', async () => {
  const { cases, findings } = await checkStrategy(subjectOf('incremental', LENGTHS), {
    ...SMALL,
    untilFound: true,
  });
  assert.ok(findings.length > 0);
  assert.ok(cases < 84);
});

test('the exhaustive search adds schedules of the small cases, and finds nothing in batch', async () => {
  const none: CheckOptions = { ...SMALL, folioPages: [1], schedules: 0 };
  const subject = subjectOf('mainline-6.12', LENGTHS);
  const without = await checkStrategy(subject, none);
  const all = await checkStrategy(subject, { ...none, exhaustive: true });
  assert.equal(all.cases, without.cases + smallCases().length);
  assert.ok(all.schedules > without.schedules + 120);
  assert.deepEqual([without.searched, all.searched], [0, smallCases().length]);
  assert.ok(all.complete > 0 && all.complete <= all.searched);
  assert.deepEqual(all.findings, []);
});

// Two stores read a value before either writes it: one update is lost, which no single store shows.
test('a lost update of two stores is caught by an interleaving', async () => {
  const subject = subjectOf('batch', LENGTHS);
  const { findings } = await checkStrategy(
    {
      ...subject,
      strategy: {
        ...subject.strategy,
        *path(store) {
          const { zswap } = store;
          const before = zswap.counters.zswpout;
          const outcome = yield* batch(store);
          zswap.counters.zswpout = before + outcome.storedPages;
          return outcome;
        },
      },
    },
    SMALL,
  );
  assert.ok(findings.length > 0);
  const [{ plan, violations }] = findings;
  assert.ok(violations.some(({ subject: on, off }) => on === 'zswpout' && off < 0));
  assert.equal(plan.tasks.length, 2, 'two stores are the smallest case');
});
