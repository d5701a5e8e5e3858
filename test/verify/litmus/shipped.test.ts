import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLitmusCases, SHIPPED_LITMUS } from '../../../src/verify/litmus/litmus-files.js';
import { litmusRows } from '../../../src/verify/litmus/litmus-rows.js';

const cases = await readLitmusCases(SHIPPED_LITMUS);
const SELFTESTS = 'test_zswap/';

for (const each of cases) {
  if (each.test === null) continue;
  test(`litmus case ${each.name}: outcomes and figures are as in its file`, async () => {
    const rows = await litmusRows(each, null);
    assert.deepEqual(
      rows.filter(({ asExpected }) => !asExpected),
      [],
    );
  });
}

test('litmus cases: each fails with one strategy and passes with another', () => {
  for (const { name, test: shown } of cases) {
    if (shown === null || name.startsWith(SELFTESTS)) continue;
    const outcomes = new Set(shown.expect.map(({ outcome }) => outcome));
    assert.deepEqual([...outcomes].sort(), ['fails', 'passes'], name);
  }
});

test('litmus cases: known bugs have their names', () => {
  const names = cases.map(({ name }) => name);
  for (const name of [
    'v7-zswpout',
    '6.13-underflow-on-failure',
    '6.13-gauge-on-success',
    'vswap-v1-rollback',
    'memcg-compounding',
    'last-page',
    'leak-on-compress-failure',
    'two-stores-one-room',
  ]) {
    assert.ok(names.includes(name), name);
  }
});

test("litmus cases: the kernel's selftests have their names; one is skipped, with the reason", () => {
  const selftests = cases.filter(({ name }) => name.startsWith(SELFTESTS));
  assert.deepEqual(
    selftests.map(({ name }) => name.slice(SELFTESTS.length)),
    [
      'test_no_invasive_cgroup_shrink',
      'test_no_kmem_bypass',
      'test_swapin_nozswap',
      'test_zswap_incompressible',
      'test_zswap_usage',
      'test_zswap_writeback_disabled',
      'test_zswap_writeback_enabled',
      'test_zswapin',
    ],
  );
  const skipped = selftests.filter(({ skip }) => skip !== null);
  assert.deepEqual(
    skipped.map(({ name, skip }) => [name, /min_free_kbytes/.test(skip ?? '')]),
    [['test_zswap/test_no_kmem_bypass', true]],
  );
});
