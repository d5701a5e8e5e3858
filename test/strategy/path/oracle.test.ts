import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertConsistent, snapshot } from '../../support/consistency.js';
import { assertPredicted, charged, everything, nothing } from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('oracle') as Strategy;

test('all the time passes first, then the whole folio is there at once', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const before = snapshot(watched);
  const path = watched.begin(strategy, folioAt(0, 3));
  // Three pages, 100 to compress and 1000 to publish each.
  assert.deepEqual(path.next(), { done: false, value: 3300 });
  assert.deepEqual(snapshot(watched), before);
  assert.deepEqual(runToEnd(path), {
    costs: [],
    outcome: { refused: null, storedPages: 3, failingPage: 3, wasted: 0 },
  });
  assert.equal(watched.zswap.counters.zswpout, 3);
  assertConsistent(watched);
});

test('a page that may not be kept is known beforehand, and nothing is compressed for it', () => {
  const watched = new WatchedZswap({ lengths: [100, 100, 4097], keepIncompressible: false });
  assert.deepEqual(watched.store(strategy, folioAt(0, 4)), {
    refused: 'compress_fail',
    storedPages: 0,
    failingPage: 2,
    wasted: 0,
  });
  assert.deepEqual(watched.pages.compressed, []);
  assert.equal(watched.zswap.counters.reject_compress_fail, 0);
});

test('a folio that fits exactly is taken, one that needs a page more is not, whatever the flag says', () => {
  // 2100 bytes: 15 objects in a zspage of 8 pages. 15 fill a pool of 8 exactly; one more does not fit, and with one
  // freed it does.
  const watched = new WatchedZswap({ lengths: [2100], maxPages: 8 });
  const { counters, limit, pool } = watched.zswap;
  for (const [page, pageCount] of [
    [0, 8],
    [8, 4],
    [12, 1],
    [13, 1],
    [14, 1],
  ]) {
    assert.equal(watched.store(strategy, folioAt(page, pageCount)).refused, null);
  }
  assert.equal(pool.pagesAllocated, 8);
  const refused = watched.store(strategy, folioAt(15, 1));
  assert.deepEqual([refused.refused, refused.wasted], ['pool_limit', 0]);
  assert.deepEqual([limit.full, counters.pool_limit_hit], [false, 0], 'no limit was checked');
  assert.equal(watched.zswap.workerQueued, false);
  limit.full = true;
  watched.zswap.eraseFolio(folioAt(3, 1));
  assert.equal(watched.store(strategy, folioAt(15, 1)).refused, null);
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(strategy, (situation) => {
    const { lengths, refusedBytes, pool, maxPages, memcg } = situation;
    const bad = lengths.findIndex((length) => length >= refusedBytes);
    if (bad >= 0) return nothing('compress_fail', bad, 0);
    const bytes = lengths.reduce((sum, length) => sum + charged(length), 0);
    if (memcg.bytes + bytes > memcg.maxBytes) return nothing('memcg_limit');
    // It is tried; a pool that is too large then never was.
    const stored = everything(situation);
    if (pool.pages <= maxPages) return stored;
    pool.freeAll(stored.objects);
    return nothing('pool_limit');
  });
});
