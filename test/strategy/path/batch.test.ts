import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertConsistent, pagesAt } from '../../support/consistency.js';
import {
  assertPredicted,
  memcgRefuses,
  nothing,
  wholeOrNothing,
} from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const batch = STRATEGIES.get('batch') as Strategy;

test('one check, one allocation of all entries, page by page into the pool, one update', () => {
  // A check costs 1, an allocation 10, compressing 100, publishing 1000, accounting 10000.
  const watched = new WatchedZswap({ lengths: [100] });
  const path = watched.begin(batch, folioAt(0, 3));
  const { costs, outcome } = runToEnd(path);
  assert.deepEqual(costs, [1, 30, 100, 1000, 100, 1000, 100, 1000, 10_000]);
  assert.deepEqual(outcome, { refused: null, storedPages: 3, failingPage: 3, wasted: 0 });
});

test('pages are visible one by one, but counted and on the LRU only together', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { zswap } = watched;
  const path = watched.begin(batch, folioAt(0, 2));
  const [memcg] = zswap.memcgs;
  const state = () => [
    watched.liveEntries.size,
    pagesAt(watched, 0, 2).filter((page) => page !== null).length,
    zswap.counters.stored_pages + zswap.counters.zswpout + memcg.zswapBytes + memcg.lru.size,
  ];
  const seen = [];
  while (path.next().done !== true) seen.push(state());
  // Entries, visible pages, everything counted, as seen before each of the six steps: check, allocate, page 0 in two
  // steps, page 1 in two, account.
  assert.deepEqual(seen, [
    [0, 0, 0],
    [0, 0, 0],
    [2, 0, 0],
    [2, 0, 0],
    [2, 1, 0],
    [2, 1, 0],
    [2, 2, 0],
  ]);
  assert.deepEqual(state(), [2, 2, 2 + 2 + 200 + 2]);
});

test('entries join the LRU in the order of the pages', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  watched.store(batch, folioAt(4, 4));
  watched.store(batch, folioAt(0, 4));
  const { entries, memcgs } = watched.zswap;
  assert.deepEqual(
    [...memcgs[0].lru].map((entry) => entries.page[entry]),
    [4, 5, 6, 7, 0, 1, 2, 3],
  );
});

test('a folio that is admitted goes in whole, past the limit', () => {
  // Pages of 4096 bytes take a page each. At 4 < 6 the second folio is let in, up to 8; the third finds 8 >= 6.
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 6 });
  const { counters, pool } = watched.zswap;
  assert.equal(watched.store(batch, folioAt(0, 4)).refused, null);
  assert.equal(watched.store(batch, folioAt(4, 4)).refused, null);
  assert.deepEqual(watched.store(batch, folioAt(8, 4)), {
    refused: 'pool_limit',
    storedPages: 0,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpout, counters.pool_limit_hit], [8, 8, 1]);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages], [8, 8]);
  assert.equal(watched.pages.compressed.length, 8, 'nothing was compressed for the refused folio');
  assertConsistent(watched);
});

test('a folio of which a page does not compress gives back all entries, those not yet in use too', () => {
  // Page 1 of 4 fails: page 0 is in the pool by then, the entries of pages 2 and 3 have never been used.
  const watched = new WatchedZswap({ lengths: [100, 4097, 100], keepIncompressible: false });
  const path = watched.begin(batch, folioAt(0, 4));
  const { costs, outcome } = runToEnd(path);
  assert.deepEqual(costs, [1, 40, 100, 1000, 100]);
  assert.deepEqual(outcome, {
    refused: 'compress_fail',
    storedPages: 0,
    failingPage: 1,
    wasted: 2,
  });
  assert.deepEqual([watched.liveEntries.size, watched.liveHandles.size], [0, 0]);
  assertConsistent(watched);
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(batch, (situation) => {
    if (memcgRefuses(situation)) return nothing('memcg_limit');
    const verdict = situation.limit.check(situation.pool.pages);
    return verdict === null ? wholeOrNothing(situation) : nothing(verdict);
  });
});
