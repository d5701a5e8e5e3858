import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP_POINTS } from '../../../src/model/zswap/step-hooks.js';
import { smallCases } from '../../../src/verify/explore/small-cases.js';

// Five mixes of tasks; for each four rooms of the pool by four of the memcg, and a fault at each of eight points.
test('small cases: limits and faults of every kind in two and three tasks', () => {
  const cases = smallCases()
    .slice(0, 5 * (4 * 4 + 8))
    .map(({ plan }) => plan);
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

test('small cases: pairs of conditions, in two tasks of up to two pages', () => {
  const pairs = smallCases().slice(5 * (4 * 4 + 8));
  assert.ok(pairs.length > 50);
  for (const { plan } of pairs) {
    assert.equal(plan.tasks.length, 2);
    for (const task of plan.tasks) if (task.kind === 'store') assert.ok(task.pageCount <= 2);
  }
  assert.equal(new Set(pairs.map(({ kernelNumber }) => kernelNumber)).size, 8);
  for (const writeback of [undefined, false]) {
    assert.ok(pairs.some(({ plan }) => plan.writeback === writeback && plan.incompressible));
  }
});
