import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCase } from '../../../src/verify/case-runner.js';
import type { Subject } from '../../../src/verify/case-setup.js';
import type { CheckCase } from '../../../src/verify/check-case.js';
import { exploreAll, MAX_SCHEDULES } from '../../../src/verify/explore/interleavings.js';
import { SEQUENTIAL } from '../../../src/verify/explore/schedulers.js';
import { chargesLate } from '../../support/broken-paths.js';
import { caseOf, fault, shrink, store, subjectOf } from '../../support/check-cases.js';
import { everyInterleaving, finalState } from '../../support/naive-interleavings.js';

const LENGTHS = [1800, 2700];

const CASES: [string, string, CheckCase][] = [
  ['two stores without limits', 'mainline-6.14', caseOf([store(2), store(1)])],
  ['a store and writeback', 'mainline-6.14', caseOf([store(2, { older: true }), shrink(2)])],
  [
    'a store that fails and writeback',
    'batch',
    caseOf([store(1, { older: true }), shrink(2)], { faults: [fault('index_node', 0)] }),
  ],
  ['two stores at the pool limit', 'mainline-6.14', caseOf([store(2), store(1)], { roomPages: 1 })],
  [
    'two stores at the pool limit, page by page',
    'incremental',
    caseOf([store(2), store(1)], { roomPages: 1 }),
  ],
  [
    'two stores at a memcg limit',
    'mainline-6.18',
    caseOf([store(1), store(1)], { memcgRoomPages: 0 }),
  ],
  [
    'two stores below one parent',
    'mainline-6.18',
    caseOf([store(1), store(1, { memcg: 1 })], { parentRoomPages: 0 }),
  ],
  ['two stores that claim', 'reserve', caseOf([store(1), store(1)], { roomPages: 2 })],
  [
    'a store of 6.13 and writeback',
    'mainline-6.13',
    caseOf([store(2, { older: true }), shrink(2)]),
  ],
  [
    'a deferred shrink and writeback',
    'deferred',
    caseOf([store(1), shrink(2)], { memcgRoomPages: 0 }),
  ],
  ['a recheck and writeback', 'recheck', caseOf([store(1), shrink(1)], { memcgRoomPages: 0 })],
  [
    'two stores and writeback',
    'mainline-6.12',
    caseOf([store(1), store(1, { older: true }), shrink(1)]),
  ],
];

for (const [name, strategy, plan] of CASES) {
  test(`${name} (${strategy}): every end is reached, with fewer schedules`, () => {
    const subject = subjectOf(strategy, LENGTHS);
    const all = new Set<string>();
    let schedules = 0;
    for (const result of everyInterleaving(subject, plan)) {
      all.add(finalState(subject, plan, result));
      schedules++;
    }
    const reached = new Set<string>();
    const seen = new Set<string>();
    const explored = exploreAll(subject, plan, (result) => {
      reached.add(finalState(subject, plan, result));
      seen.add(result.schedule.join(' '));
      return 'go on';
    });
    assert.deepEqual([...reached].sort(), [...all].sort());
    assert.ok(explored.schedules < schedules, `${explored.schedules} of ${schedules}`);
    assert.equal(seen.size, explored.schedules, 'no schedule is run twice');
    assert.equal(explored.complete, true);
  });
}

function racy(): Subject {
  const subject = subjectOf('mainline-6.14');
  return { ...subject, strategy: { ...subject.strategy, path: chargesLate } };
}

// A shrink meets the page fifth, behind the four of the setup, and writes it back when it meets it again: the eighth step.
const RACE = caseOf([store(1), shrink(8)]);

test('interleavings: finds a bug that needs one order of steps', () => {
  assert.deepEqual(runCase(racy(), RACE, SEQUENTIAL).violations, []);
  let found: readonly string[] = [];
  const { complete } = exploreAll(racy(), RACE, ({ violations }) => {
    found = violations.map(({ subject }) => subject);
    return found.length > 0 ? 'stop' : 'go on';
  });
  assert.ok(found.includes('stored_pages'), `${found}`);
  assert.equal(complete, false, 'it was stopped');
});

test('interleavings: stops at the maximum of schedules', () => {
  const plan = caseOf([store(2), store(2), store(2), shrink(4)], { roomPages: 1 });
  const { complete, schedules } = exploreAll(subjectOf('incremental'), plan, () => 'go on');
  assert.equal(complete, false);
  assert.equal(schedules, MAX_SCHEDULES);
});
