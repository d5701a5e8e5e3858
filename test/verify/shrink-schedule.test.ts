import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runCase } from '../../src/verify/case-runner.js';
import { replayCase, smallestCases } from '../../src/verify/check.js';
import { DriftCollector } from '../../src/verify/drift-collector.js';
import { alternating } from '../../src/verify/explore/schedulers.js';
import { fewerSwitches, switchesOf, withoutTail } from '../../src/verify/shrink-schedule.js';
import { caseOf, fault, store, subjectOf } from '../support/check-cases.js';

test('schedules: each candidate has the same steps and fewer switches', () => {
  const schedule = [0, 1, 0, 0, 1, 2, 1];
  const candidates = [...fewerSwitches(schedule)];
  assert.ok(candidates.length > 0);
  for (const candidate of candidates) {
    assert.ok(switchesOf(candidate) < switchesOf(schedule), `${candidate}`);
    assert.deepEqual([...candidate].sort(), [...schedule].sort());
  }
});

test('schedules: a tail in order of tasks is left out', () => {
  assert.deepEqual(withoutTail([0, 0, 0]), []);
  assert.deepEqual(withoutTail([1, 0, 0, 1]), [1]);
  assert.deepEqual(withoutTail([0, 1, 0]), [0, 1]);
});

test('a path that does not end is shrunk to one page, and its idle steps to one line', () => {
  const batch = subjectOf('batch');
  const subject = {
    ...batch,
    strategy: {
      ...batch.strategy,
      *path(store: Parameters<typeof batch.strategy.path>[0]) {
        const over = yield* store.checkLimits();
        if (over !== null) return over;
        const failed = store.getPool() ?? store.allocateEntries();
        while (failed !== null) yield 1;
        for (let index = 0; index < store.pageCount; index++) {
          const refused = store.compress(index) ?? store.publish(index);
          if (refused !== null) return refused;
        }
        return store.account() ?? store.stored();
      },
    },
  };
  const plan = caseOf([store(4, { older: true }), store(4)], {
    faults: [fault('entry_alloc', 2)],
    roomPages: 3,
  });
  const collector = new DriftCollector();
  collector.add(plan, runCase(subject, plan, alternating()));
  const [finding] = smallestCases(subject, collector.collected());
  assert.deepEqual(finding.plan, caseOf([store(1)], { faults: [fault('entry_alloc', 0)] }));
  assert.ok(finding.trace.length < 6, `${finding.trace.length} lines`);
  assert.deepEqual(finding.schedule, []);
  assert.deepEqual(replayCase(subject, finding.plan, finding.schedule), finding);
});
