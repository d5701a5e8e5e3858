import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceCase } from '../../src/verify/trace.js';
import { caseOf, fault, shrink, store, subjectOf } from '../support/check-cases.js';

// v7, two pages of 1000 bytes, the limit found at the second: what came in goes again, ZSWPOUT stays. The four pages of the
// setup have filled a zspage of four slots, so that the page takes a zspage of its own.
test('trace: task, step points and changed counters of each step', () => {
  const plan = caseOf([store(2)], { faults: [fault('pool_limit', 1)] });
  assert.deepEqual(traceCase(subjectOf('incremental'), plan, []), [
    { step: 1, who: 'store 0', did: [], moved: [] },
    { step: 2, who: 'store 0', did: ['memcg_limit', 'pool_ref'], moved: ['pool_refs +1'] },
    { step: 3, who: 'store 0', did: ['pool_limit', 'pool_ref'], moved: [] },
    {
      step: 4,
      who: 'store 0',
      did: ['entry_alloc', 'compress_error', 'incompressible', 'zs_malloc'],
      moved: ['pool_pages +1'],
    },
    {
      step: 5,
      who: 'store 0',
      did: ['index_node'],
      moved: [
        ...['stored_pages +1', 'zswpout +1', 'memcg_zswap +1000', 'memcg_zswapped +1'],
        ...['pool_refs +1', 'lru_entries +1'],
      ],
    },
    {
      step: 6,
      who: 'store 0',
      did: ['pool_limit'],
      moved: [
        ...['stored_pages -1', 'pool_limit_hit +1', 'memcg_zswap -1000', 'memcg_zswapped -1'],
        ...['pool_pages -1', 'pool_refs -2', 'lru_entries -1'],
      ],
    },
  ]);
});

// The oldest page of the setup has a clear referenced bit: the first shrink writes it back.
test('trace: follows the given schedule', () => {
  const lines = traceCase(subjectOf('batch'), caseOf([store(1), shrink(1)]), [1, 0, 1]);
  assert.deepEqual(
    lines.slice(0, 3).map(({ who }) => who),
    ['shrink 1', 'store 0', 'shrink 1'],
  );
  assert.deepEqual(lines[2].moved, [
    ...['stored_pages -1', 'written_back_pages +1', 'zswpwb +1', 'memcg_zswap -1000'],
    ...['memcg_zswapped -1', 'pool_refs -1', 'lru_entries -1'],
  ]);
  assert.equal(lines.length, 2 + 6);
});
