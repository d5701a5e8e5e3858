import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { STEP_POINTS } from '../../../src/model/zswap/step-hooks.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Subject } from '../../../src/verify/case-setup.js';
import type { CheckCase, CheckTask } from '../../../src/verify/check-case.js';
import { exploreAll } from '../../../src/verify/explore/interleavings.js';
import { BROKEN_STRATEGIES } from '../../support/broken-paths.js';
import { caseOf, fault, shrink, store, subjectOf } from '../../support/check-cases.js';
import { everyInterleaving, finalState } from '../../support/naive-interleavings.js';

const RUNS = 60;

const memcg = fc.constantFrom(0, 1);
const other: fc.Arbitrary<CheckTask> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ older: fc.boolean(), memcg }).map((of) => store(1, of)) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.integer({ min: 1, max: 2 }), memcg).map(([n, of]) => shrink(n, of)),
  },
  fc.record({ kind: fc.constantFrom('load', 'free'), pages: fc.constantFrom(1, 5) }),
);
const room = fc.constantFrom(null, null, 0, 1);

/** Two tasks of one page, with limits, a fault and other conditions. */
const smallCase: fc.Arbitrary<CheckCase> = fc
  .record({
    older: fc.boolean(),
    memcg,
    second: other,
    rooms: fc.record({ roomPages: room, memcgRoomPages: room, parentRoomPages: room }),
    point: fc.option(fc.constantFrom(...STEP_POINTS)),
    occurrence: fc.constantFrom(0, 1),
    writeback: fc.constantFrom(undefined, undefined, false as const),
    poolReplacedAt: fc.constantFrom(undefined, undefined, 0, 1),
    backgroundPages: fc.constantFrom(1, 4),
  })
  .map(
    ({
      older,
      memcg,
      second,
      rooms,
      point,
      occurrence,
      writeback,
      poolReplacedAt,
      backgroundPages,
    }) =>
      caseOf([store(1, { older, memcg }), second], {
        ...rooms,
        backgroundPages,
        faults: point === null ? [] : [fault(point, occurrence)],
        ...(writeback === undefined ? {} : { writeback }),
        ...(poolReplacedAt === undefined ? {} : { poolReplacedAt }),
      }),
  );

/** Asserts that the search reaches the ends that some order of steps has, with the same violations. */
function assertEveryEnd(subject: Subject, plan: CheckCase): void {
  const all = new Set<string>();
  for (const result of everyInterleaving(subject, plan)) all.add(finalState(subject, plan, result));
  const reached = new Set<string>();
  const { complete } = exploreAll(subject, plan, (result) => {
    reached.add(finalState(subject, plan, result));
    return 'go on';
  });
  assert.equal(complete, true);
  assert.deepEqual([...reached].sort(), [...all].sort());
}

const lengths = fc.constantFrom([1800, 2700], [2100, 2100], [3000, 400]);
const kernel = fc.constantFrom('6.14', '6.18', '7.3');

test('interleavings: the ends of two tasks of one page are those of all orders, for every strategy', () => {
  const names = [...STRATEGIES.keys()];
  fc.assert(
    fc.property(fc.constantFrom(...names), lengths, kernel, smallCase, (name, of, on, plan) =>
      assertEveryEnd(subjectOf(name, of, on), plan),
    ),
    { numRuns: RUNS, seed: 16 },
  );
});

test('interleavings: likewise for store paths with a bug', () => {
  const usual = subjectOf('mainline-6.14', [1800, 2700]);
  fc.assert(
    fc.property(fc.constantFrom(...BROKEN_STRATEGIES), smallCase, (broken, plan) =>
      assertEveryEnd({ ...usual, strategy: { ...usual.strategy, ...broken } }, plan),
    ),
    { numRuns: RUNS, seed: 16 },
  );
});
