import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP_POINTS } from '../../../src/model/zswap/step-hooks.js';
import { smallCases } from '../../../src/verify/explore/small-cases.js';

// Five mixes of tasks; for each four rooms of the pool by four of the memcg, and a fault at each of eight points.
test('small cases: limits and faults of every kind in two and three tasks', () => {
  const cases = [...smallCases()];
  assert.equal(cases.length, 5 * (4 * 4 + 8));
  assert.equal(new Set(cases.map((each) => JSON.stringify(each))).size, cases.length);
  for (const { tasks, faults } of cases) {
    assert.ok(tasks.length === 2 || tasks.length === 3);
    for (const task of tasks) {
      if (task.kind === 'store') assert.ok(task.pageCount >= 2 && task.pageCount <= 4);
    }
    assert.ok(faults.length <= 1);
  }
  const points = new Set(cases.flatMap(({ faults }) => faults.map(({ point }) => point)));
  assert.deepEqual([...points].sort(), [...STEP_POINTS].sort());
});
