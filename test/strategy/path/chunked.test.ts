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

const strategy = STRATEGIES.get('chunked') as Strategy;

test('a check, eight entries, eight pages and one update; again for every eight', () => {
  // A check costs 1, an allocation 10, compressing 100, publishing 1000, accounting 10000.
  const watched = new WatchedZswap({ lengths: [100] });
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(0, 16)));
  const chunk = [1, 80, ...Array(8).fill([100, 1000]).flat(), 10_000];
  assert.deepEqual(costs, [...chunk, ...chunk]);
  assert.deepEqual(outcome, { refused: null, storedPages: 16, failingPage: 16, wasted: 0 });
  const small = runToEnd(watched.begin(strategy, folioAt(16, 4)));
  assert.deepEqual(small.costs, [1, 40, ...Array(4).fill([100, 1000]).flat(), 10_000]);
});

test('eight pages are counted and on the LRU before the next eight begin; ZSWPOUT waits for the end', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { counters, memcgs } = watched.zswap;
  const path = watched.begin(strategy, folioAt(0, 16));
  const state = () => [
    counters.stored_pages,
    memcgs[0].zswapBytes,
    memcgs[0].lru.size,
    counters.zswpout,
  ];
  // 19 steps a chunk: nothing is counted before the 19th has passed, which is when the 20th is announced.
  for (let step = 0; step < 19; step++) path.next();
  assert.deepEqual(state(), [0, 0, 0, 0]);
  path.next();
  assert.deepEqual(state(), [8, 800, 8, 0]);
  runToEnd(path);
  assert.deepEqual(state(), [16, 1600, 16, 16]);
});

test('the pool limit stops a folio between two chunks, and all that was counted is taken back', () => {
  // Pages of 4096 bytes take one each: 8 are stored when the second chunk checks a limit of 8.
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 8 });
  const { counters, pool } = watched.zswap;
  assert.deepEqual(watched.store(strategy, folioAt(0, 32)), {
    refused: 'pool_limit',
    storedPages: 0,
    failingPage: 8,
    wasted: 8,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpout, counters.pool_limit_hit], [0, 0, 1]);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages], [0, 8]);
  assertConsistent(watched);
});

test('a chunk that was let in goes past the limit by less than eight pages', () => {
  // At 8 of 9 pages the second chunk comes in, up to 16; the third finds 16 >= 9.
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 9 });
  assert.equal(watched.store(strategy, folioAt(0, 32)).failingPage, 16);
  assert.equal(watched.zswap.pool.peakPages, 16);
});

test('the memcg limit stops it too, and its own pages on the LRU cannot be written back', () => {
  // 1000 bytes a page, a limit of 2 pages: after one chunk 8000 bytes are 1 page, after two 16000 are 3. The third chunk
  // is refused; the one shrink that follows scans 32 entries: 16 lose their bit, then the same 16 are met again, and
  // they are of a folio that is in the swap cache.
  const watched = new WatchedZswap({ lengths: [1000], memcgMaxPages: 2, shrinkScan: 32 });
  const { counters } = watched.zswap;
  assert.deepEqual(watched.store(strategy, folioAt(0, 64)), {
    refused: 'memcg_limit',
    storedPages: 0,
    failingPage: 16,
    wasted: 16,
  });
  assert.deepEqual([counters.reject_reclaim_fail, counters.written_back_pages], [16, 0]);
  assert.deepEqual(pagesAt(watched, 0, 64), Array(64).fill(null));
  assertConsistent(watched);
});

test('sequential folios end as in the naive model', () => {
  assertPredicted(strategy, (situation) => {
    const { lengths, limit, refusedBytes, pool, memcg } = situation;
    const objects: number[] = [];
    const fail = (failed: Prediction): Prediction => {
      pool.freeAll(objects);
      return failed;
    };
    let { bytes } = memcg;
    for (const [i, length] of lengths.entries()) {
      if (i % 8 === 0) {
        bytes = memcg.bytes + lengths.slice(0, i).reduce((sum, each) => sum + charged(each), 0);
        const now = { ...situation, memcg: { ...memcg, bytes } };
        if (memcgRefuses(now)) return fail(nothing('memcg_limit', i));
        const verdict = limit.check(pool.pages);
        if (verdict !== null) return fail(nothing(verdict, i));
      }
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
