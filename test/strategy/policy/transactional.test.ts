import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { transactional } from '../../../src/strategy/policy/transactional.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { bareZswap } from '../../support/bare-zswap.js';
import { assertConsistent } from '../../support/consistency.js';
import {
  assertPredicted,
  charged,
  memcgRefuses,
  nothing,
  wholeOrNothing,
} from '../../support/naive-store.js';
import { scriptedLimit } from '../../support/scripted-limit.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('transactional') as Strategy;

test('the real size is compared at the end: a memcg’s bytes before they are added, the pool as it is', () => {
  const memcg = scriptedLimit('memcg');
  const ofMemcg = completePolicy(transactional, bareZswap(), memcg);
  memcg.room = 4000;
  assert.equal(ofMemcg.settle(folioAt(0, 4), 4000), null);
  assert.equal(ofMemcg.settle(folioAt(0, 4), 4001), 'memcg_limit');

  const pool = scriptedLimit('global');
  const ofPool = completePolicy(transactional, bareZswap(), pool);
  pool.room = 0;
  assert.equal(ofPool.settle(folioAt(0, 4), 4000), null);
  pool.room = -1;
  assert.equal(ofPool.settle(folioAt(0, 4), 1), 'pool_limit');
});

test('transactional: the check before the store is that of the kernel', () => {
  const limit = scriptedLimit('memcg');
  const policy = completePolicy(transactional, bareZswap(), limit);
  limit.room = 0;
  assert.equal(policy.admit(folioAt(0, 512), 512), null, 'no estimate');
  limit.refusal = 'memcg_limit';
  assert.equal(policy.admit(folioAt(0, 4), 4), 'memcg_limit');
  assert.equal(policy.charge(folioAt(0, 4), 4096), null);
  policy.undo(folioAt(0, 4));
  assert.deepEqual([policy.rechecks, limit.reserved], [false, []]);
});

test('transactional: a folio above the memcg limit is rolled back, its compressions wasted', () => {
  // A limit of 2 pages, 8192 bytes: five pages of 1000 are in, three more fit, four do not.
  const watched = new WatchedZswap({ lengths: [1000], memcgMaxPages: 2 });
  const { counters, memcgs } = watched.zswap;
  for (const [page, pageCount] of [
    [0, 4],
    [4, 1],
  ]) {
    assert.equal(watched.store(strategy, folioAt(page, pageCount)).refused, null);
  }
  assert.deepEqual(watched.store(strategy, folioAt(8, 4)), {
    refused: 'memcg_limit',
    storedPages: 0,
    failingPage: 4,
    wasted: 4,
  });
  assert.deepEqual([memcgs[0].zswapBytes, memcgs[0].peakBytes], [5000, 5000]);
  assert.deepEqual([counters.zswpout, counters.pool_limit_hit], [5, 0]);
  for (let page = 8; page < 11; page++) {
    assert.equal(watched.store(strategy, folioAt(page, 1)).refused, null);
  }
  assert.equal(watched.store(strategy, folioAt(11, 1)).refused, 'memcg_limit');
  assertConsistent(watched);
});

test('one that passes the pool limit too; the check it passed before does not count', () => {
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 6 });
  const { counters, limit, pool } = watched.zswap;
  watched.store(strategy, folioAt(0, 4));
  assert.deepEqual(watched.store(strategy, folioAt(4, 4)), {
    refused: 'pool_limit',
    storedPages: 0,
    failingPage: 4,
    wasted: 4,
  });
  assert.deepEqual([pool.pagesAllocated, pool.peakPages], [4, 8]);
  assert.deepEqual(
    [limit.full, counters.pool_limit_hit, watched.zswap.workerQueued],
    [...[false, 0], false],
  );
  assertConsistent(watched);
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(strategy, (situation) => {
    const { lengths, limit, pool, maxPages, memcg } = situation;
    if (memcgRefuses(situation)) return nothing('memcg_limit');
    const verdict = limit.check(pool.pages);
    if (verdict !== null) return nothing(verdict);
    const tried = wholeOrNothing(situation);
    if (tried.refused !== null) return tried;
    const bytes = lengths.reduce((sum, length) => sum + charged(length), 0);
    const passed = memcg.bytes + bytes > memcg.maxBytes ? 'memcg_limit' : 'pool_limit';
    if (passed === 'pool_limit' && pool.pages <= maxPages) return tried;
    pool.freeAll(tried.objects);
    return nothing(passed, lengths.length);
  });
});
