import assert from 'node:assert/strict';
import { test } from 'node:test';
import { once } from '../../../src/strategy/path/once.js';
import { atLimit } from '../../../src/strategy/policy/at-limit.js';
import { STRATEGIES } from '../../../src/strategy/registry.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertBooksAgree, pagesAt } from '../../support/books.js';
import { assertPredicted } from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const batch = STRATEGIES.get('batch') as Strategy;

test('one check, one allocation of all entries, page by page into the pool, one update', () => {
  // A check costs 1, an allocation 10, compressing 100, publishing 1000, accounting 10000.
  const watched = new WatchedZswap({ lengths: [100] });
  const path = once(watched.zswap, folioAt(0, 3), { global: atLimit(watched.zswap) });
  const { costs, outcome } = runToEnd(path);
  assert.deepEqual(costs, [1, 30, 100, 1000, 100, 1000, 100, 1000, 10_000]);
  assert.deepEqual(outcome, { refused: null, failingPage: 3, compressions: 3 });
});

test('pages are visible one by one, but counted and on the LRU only together', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { zswap } = watched;
  const path = once(zswap, folioAt(0, 2), { global: atLimit(zswap) });
  const state = () => [
    watched.liveEntries.size,
    pagesAt(watched, 0, 2).filter((page) => page !== null).length,
    zswap.counters.stored_pages + zswap.counters.zswpout + zswap.compressedBytes + zswap.lru.size,
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
  const { entries, lru } = watched.zswap;
  assert.deepEqual(
    [...lru].map((entry) => entries.page[entry]),
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
    failingPage: 0,
    compressions: 0,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpout, counters.pool_limit_hit], [8, 8, 1]);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages], [8, 8]);
  assert.equal(watched.pages.compressed.length, 8, 'nothing was compressed for the refused folio');
  assertBooksAgree(watched);
});

test('any folios end as the rules say, one after the other', () => {
  assertPredicted(batch, ({ lengths, limit, keepIncompressible, pool }) => {
    const none = { objects: [], zswpout: 0 };
    const refused = limit.check(pool.pages);
    if (refused !== null) return { refused, failingPage: 0, compressions: 0, ...none };
    const bad = keepIncompressible ? -1 : lengths.findIndex((length) => length >= 4096);
    const compressed = bad < 0 ? lengths : lengths.slice(0, bad);
    const objects = compressed.map((length) => pool.malloc(Math.min(4096, length)));
    if (bad >= 0) {
      pool.freeAll(objects);
      return { refused: 'compress_poor', failingPage: bad, compressions: bad + 1, ...none };
    }
    const pages = lengths.length;
    return { refused: null, failingPage: pages, compressions: pages, objects, zswpout: pages };
  });
});
