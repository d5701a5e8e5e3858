import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STEP_POINTS } from '../../../src/model/zswap/step-hooks.js';
import type { CheckCase } from '../../../src/verify/check-case.js';
import { faultPairs, singleFaults } from '../../../src/verify/explore/fault-cases.js';

const POINTS = 8;

/** The page indices tried at a point, with or without older entries. */
function indicesOf(cases: readonly CheckCase[], point: string, older: boolean): number[] {
  return cases
    .filter(({ tasks }) => tasks[0].kind === 'store' && tasks[0].older === older)
    .flatMap(({ faults }) => faults.filter((each) => each.point === point))
    .map(({ occurrence }) => occurrence);
}

test('fault cases: a store has eight fault points', () => {
  assert.equal(STEP_POINTS.length, POINTS);
  assert.equal(new Set(STEP_POINTS).size, POINTS);
});

test('fault cases: every point at every page up to 64K, with and without older entries', () => {
  for (const pages of [1, 4, 8, 16]) {
    const cases = [...singleFaults([pages], 1)];
    assert.equal(cases.length, 2 * (1 + POINTS * pages));
    const all = Array.from({ length: pages }, (_, index) => index);
    for (const point of STEP_POINTS) {
      for (const older of [false, true]) assert.deepEqual(indicesOf(cases, point, older), all);
    }
    for (const { tasks } of cases) {
      assert.equal(tasks.length, 1);
      assert.equal(tasks[0].kind === 'store' && tasks[0].pageCount, pages);
    }
  }
});

test('fault cases: above 64K first, last, powers of two and sixteen seeded indices', () => {
  for (const pages of [32, 64, 512]) {
    const powers = [0, 1, 2, 4, 8, 16, 32, 64, 128, 256].filter((index) => index < pages);
    const cases = [...singleFaults([pages], 7)];
    const indices = indicesOf(cases, 'zs_malloc', false);
    for (const index of [...powers, pages - 1]) assert.ok(indices.includes(index), `${index}`);
    const others = indices.filter((index) => !powers.includes(index) && index !== pages - 1);
    // A draw may come twice or be one of the others.
    assert.ok(others.length > 0 && others.length <= 16);
    assert.ok(others.every((index) => index > 0 && index < pages));
    assert.deepEqual(
      indices,
      [...new Set(indices)].sort((a, b) => a - b),
    );
    for (const point of STEP_POINTS) {
      assert.deepEqual(indicesOf(cases, point, true), indices, point);
    }
  }
});

test('fault cases: the sixteen indices depend on the seed', () => {
  const drawn = (seed: number) => indicesOf([...singleFaults([512], seed)], 'pool_ref', false);
  assert.deepEqual(drawn(1), drawn(1));
  assert.notDeepEqual(drawn(1), drawn(2));
});

// Sizes of up to four pages: 1 and 4. A store of n pages has 8 n faults; with 8 and 32 each in both stores there are
// (8 + 32) x (8 + 32) pairs.
test('fault cases: every pair of faults in two stores of up to four pages', () => {
  const pairs = [...faultPairs()];
  assert.equal(pairs.length, 1600);
  assert.equal(new Set(pairs.map((pair) => JSON.stringify(pair))).size, 1600);
  for (const { tasks, faults } of pairs) {
    assert.equal(tasks.length, 2);
    assert.deepEqual(
      faults.map(({ task }) => task),
      [0, 1],
    );
    for (const { task, occurrence } of faults) {
      const each = tasks[task];
      assert.ok(each.kind === 'store' && occurrence < each.pageCount);
    }
    assert.deepEqual(
      tasks.map((task) => task.kind === 'store' && task.memcg),
      [0, 1],
    );
  }
});
