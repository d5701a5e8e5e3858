import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StepPoint } from '../../src/model/zswap/step-hooks.js';
import { runCase } from '../../src/verify/case-runner.js';
import { SEQUENTIAL } from '../../src/verify/explore/schedulers.js';
import { caseOf, fault, store, subjectOf } from '../support/check-cases.js';

// Sixteen lengths, all different, so that a sum says which pages it is of.
const LENGTHS = Array.from({ length: 16 }, (_, page) => 500 + 137 * page);

function driftOf(name: string, kernel: string, point: StepPoint | null, k: number) {
  const faults = point === null ? [] : [fault(point, k)];
  const { violations } = runCase(
    subjectOf(name, LENGTHS, kernel),
    caseOf([store(16)], { faults }),
    SEQUENTIAL,
  );
  return Object.fromEntries(violations.map(({ subject, off }) => [subject, off]));
}

// v7 checks the global limit before each page and counts ZSWPOUT after each; a failure at page k leaves the k before it
// counted. At page 0 there are none: no drift.
test('v7 leaves zswpout too high by the pages before the one that fails', () => {
  for (const point of ['pool_limit', 'entry_alloc', 'index_node'] as const) {
    for (let k = 0; k < 16; k++) {
      assert.deepEqual(driftOf('incremental', 'v7', point, k), k === 0 ? {} : { zswpout: k });
    }
  }
  assert.deepEqual(driftOf('incremental', 'v7', null, 0), {});
});

// A pool reference is tried for once for the folio and once for each page: the first two fail at page 0.
test('v7 tries for a pool reference per folio and per page', () => {
  for (let occurrence = 0; occurrence < 17; occurrence++) {
    const k = Math.max(0, occurrence - 1);
    const expected = k === 0 ? {} : { zswpout: k };
    assert.deepEqual(driftOf('incremental', 'v7', 'pool_ref', occurrence), expected);
  }
});

// 6.13 counts after the last page, and takes back at every free: the k pages that were in are taken back uncounted.
test('6.13 takes back what was not counted when a store fails', () => {
  for (const point of ['entry_alloc', 'zs_malloc', 'incompressible', 'index_node'] as const) {
    for (let k = 0; k < 16; k++) {
      const bytes = LENGTHS.slice(0, k).reduce((sum, length) => sum + length, 0);
      const expected = k === 0 ? {} : { stored_pages: -k, memcg_zswap: -bytes, memcg_zswapped: -k };
      assert.deepEqual(driftOf('mainline-6.13', '6.13', point, k), expected, `${point} at ${k}`);
    }
  }
});

// One charge counts one page in `zswapped`, N frees take N: after a folio of N pages was read back it is at 1 - N.
test('6.13 leaves zswapped at 1 - N once a stored folio was freed', () => {
  for (const pages of [1, 2, 4, 16]) {
    const { violations } = runCase(
      subjectOf('mainline-6.13', LENGTHS),
      caseOf([store(pages)]),
      SEQUENTIAL,
    );
    const off = violations.map(({ subject, off: by }) => [subject, by]);
    assert.deepEqual(off, pages === 1 ? [] : [['memcg_zswapped', 1 - pages]]);
  }
});

test('6.12, 6.14, 6.18 and batch: no drift after a failure at any point and page', () => {
  const points = ['entry_alloc', 'compress_error', 'zs_malloc', 'index_node', 'pool_ref'] as const;
  for (const name of ['mainline-6.12', 'mainline-6.14', 'mainline-6.18', 'batch']) {
    for (const point of points) {
      for (let k = 0; k < 16; k++) {
        assert.deepEqual(driftOf(name, '6.18', point, k), {}, `${name}: ${point} at ${k}`);
      }
    }
    assert.deepEqual(driftOf(name, '6.18', 'pool_limit', 0), {});
    assert.deepEqual(driftOf(name, '6.18', 'memcg_limit', 0), {});
  }
});
