import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertConsistent, pagesAt } from '../../support/consistency.js';
import {
  assertPredicted,
  charged,
  memcgRefuses,
  nothing,
  type Prediction,
} from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const strategy = STRATEGIES.get('incremental') as Strategy;

test('each page is checked, compressed, published and accounted by itself', () => {
  // A check costs 1, an allocation 10, compressing 100, publishing 1000, accounting 10000.
  const watched = new WatchedZswap({ lengths: [100] });
  const path = watched.begin(strategy, folioAt(0, 2));
  const { costs, outcome } = runToEnd(path);
  // The memcg limit is checked once, before the first page.
  assert.deepEqual(costs, [1, 1, 110, 11_000, 1, 110, 11_000]);
  assert.deepEqual(outcome, { refused: null, storedPages: 2, failingPage: 2, wasted: 0 });
});

test('a page is visible and counted before the next one is begun', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { zswap } = watched;
  const path = watched.begin(strategy, folioAt(0, 2));
  const seen = [];
  while (path.next().done !== true) {
    seen.push([
      pagesAt(watched, 0, 2).filter((page) => page !== null).length,
      zswap.counters.stored_pages,
      zswap.counters.zswpout,
      zswap.memcgs[0].lru.size,
      zswap.memcgs[0].zswapBytes,
    ]);
  }
  // Seen before the memcg's check, then before the check, before compressing and before publishing, of each page.
  assert.deepEqual(seen, [
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0],
    [1, 1, 1, 1, 100],
    [1, 1, 1, 1, 100],
    [1, 1, 1, 1, 100],
  ]);
});

test('the limit stops a folio in its middle, and ZSWPOUT keeps the pages that were in', () => {
  // Pages of 4096 bytes take a page each. The first folio takes 4 of 6; of the second, two pages get in and the third
  // finds 6 >= 6. Two compressions were wasted, and ZSWPOUT is 4 + 2.
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 6 });
  const { counters, pool } = watched.zswap;
  assert.equal(watched.store(strategy, folioAt(0, 4)).refused, null);
  assert.deepEqual(watched.store(strategy, folioAt(4, 4)), {
    refused: 'pool_limit',
    storedPages: 0,
    failingPage: 2,
    wasted: 2,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpout, counters.pool_limit_hit], [4, 6, 1]);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages], [4, 6]);
  assertConsistent(watched);
});

test('its pool goes past the limit by less than one zspage', () => {
  // 2100 bytes: each 15th page brings 8 pages. A limit of 9: at 8 pages 16 objects are taken, the 16th bringing 16.
  const watched = new WatchedZswap({ lengths: [2100], maxPages: 9 });
  assert.equal(watched.store(strategy, folioAt(0, 32)).failingPage, 16);
  assert.equal(watched.zswap.pool.peakPages, 16);
});

test('incremental: the memcg limit is checked before the first page only', () => {
  // 1000 bytes a page and a limit of one page: the fifth page would be refused if anybody asked, the next folio is.
  const watched = new WatchedZswap({ lengths: [1000], memcgMaxPages: 1, writeback: false });
  const { counters, memcgs } = watched.zswap;
  assert.equal(watched.store(strategy, folioAt(0, 8)).refused, null);
  assert.equal(memcgs[0].zswapBytes, 8000);
  assert.deepEqual(watched.store(strategy, folioAt(8, 8)), {
    refused: 'memcg_limit',
    storedPages: 0,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual([counters.zswpout, counters.pool_limit_hit], [8, 0]);
  assertConsistent(watched);
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(strategy, (situation) => {
    const { lengths, limit, refusedBytes, pool } = situation;
    if (memcgRefuses(situation)) return nothing('memcg_limit');
    const objects: number[] = [];
    // Pages stored before the failure stay in ZSWPOUT.
    const fail = (failed: Prediction): Prediction => {
      pool.freeAll(objects);
      return { ...failed, zswpout: objects.length };
    };
    for (const [i, length] of lengths.entries()) {
      const verdict = limit.check(pool.pages);
      if (verdict !== null) return fail(nothing(verdict, i));
      if (length >= refusedBytes) return fail(nothing('compress_fail', i, i + 1));
      objects.push(pool.malloc(charged(length)));
    }
    const pages = lengths.length;
    return {
      refused: null,
      storedPages: pages,
      failingPage: pages,
      wasted: 0,
      objects,
      zswpout: pages,
    };
  });
});
