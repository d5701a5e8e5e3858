import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Folio } from '../../../src/model/folio/folio.js';
import type { Entry } from '../../../src/model/zswap/entries.js';
import { NO_EVENTS, type ZswapEvents } from '../../../src/model/zswap/events.js';
import { assertConsistent, pagesAt, snapshot } from '../../support/consistency.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

/** Compresses, publishes, accounts and lists one page of a folio. */
function storePage({ zswap }: WatchedZswap, folio: Folio, index: number): Entry {
  const entry = zswap.entries.allocate();
  const length = zswap.compress(folio, index);
  assert.ok(length > 0);
  zswap.insert(entry, folio, index, length);
  zswap.publish(entry, folio);
  zswap.account(entry);
  zswap.addToLru(entry);
  return entry;
}

test('a stored page is in the index, on the LRU, in the gauges and in the pool', () => {
  const watched = new WatchedZswap({ lengths: [9, 9, 1000, 4096] });
  const folio = folioAt(2, 2, 40);
  const compressible = storePage(watched, folio, 0);
  const raw = storePage(watched, folio, 1);
  const { entries, index, memcgs } = watched.zswap;
  assert.deepEqual([index.get(40), index.get(41)], [compressible, raw]);
  assert.deepEqual([...memcgs[0].lru], [compressible, raw]);
  assert.deepEqual([entries.page[raw], entries.slot[raw], entries.length[raw]], [3, 41, 4096]);
  // 1000 bytes open a zspage of four 1024-byte slots, one page; 4096 bytes take a page.
  assert.deepEqual(snapshot(watched), {
    stored_pages: 2,
    stored_incompressible_pages: 1,
    compressedBytes: 5096,
    poolPages: 2,
    liveEntries: 2,
    liveHandles: 2,
    index: ['40/2/1000', '41/3/4096'],
    lru: ['40/2/1000', '41/3/4096'],
    memcgs: [
      [5096, 2],
      [5096, 2],
    ],
    reservedBytes: [0, 0, 0],
  });
  assertConsistent(watched);
});

test('a page that does not compress is kept as it is, at 4096 bytes', () => {
  for (const payload of [4096, 4097, 8192]) {
    const watched = new WatchedZswap({ lengths: [payload] });
    const entry = storePage(watched, folioAt(0, 1), 0);
    assert.equal(watched.zswap.entries.length[entry], 4096);
    assert.equal(watched.zswap.counters.stored_incompressible_pages, 1);
    assert.equal(watched.zswap.counters.reject_compress_fail, 0);
  }
});

test('a page of 4095 bytes is not incompressible, although it fills a page', () => {
  const watched = new WatchedZswap({ lengths: [4095], keepIncompressible: false });
  storePage(watched, folioAt(0, 1), 0);
  assert.equal(watched.zswap.counters.stored_incompressible_pages, 0);
  assert.equal(watched.zswap.pool.pagesAllocated, 1);
});

test('where no page is kept as it is, compressing fails and leaves nothing in the pool', () => {
  const watched = new WatchedZswap({ lengths: [4097], keepIncompressible: false });
  const { zswap } = watched;
  assert.equal(zswap.compress(folioAt(0, 1), 0), -1);
  assert.equal(zswap.counters.reject_compress_fail, 1);
  assert.deepEqual([zswap.pool.peakPages, watched.liveHandles.size], [0, 0]);
});

test('publishing frees an older entry at the slot', () => {
  const watched = new WatchedZswap({ lengths: [4096, 100] });
  storePage(watched, folioAt(0, 1, 7), 0);
  storePage(watched, folioAt(1, 1, 7), 0);
  assert.deepEqual(pagesAt(watched, 7, 1), [1]);
  assert.equal(watched.zswap.counters.stored_pages, 1);
  assert.equal(watched.zswap.counters.stored_incompressible_pages, 0);
  assertConsistent(watched);
});

test('erasing frees what is at a folio’s slots, accounted or not, and nothing beside them', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { zswap } = watched;
  for (const slot of [3, 4, 7, 8]) storePage(watched, folioAt(slot, 1), 0);
  const published = zswap.entries.allocate();
  zswap.insert(published, folioAt(5, 1), 0, zswap.compress(folioAt(5, 1), 0));
  zswap.publish(published, folioAt(5, 1));
  zswap.eraseFolio(folioAt(4, 4));
  assert.deepEqual(pagesAt(watched, 3, 6), [3, null, null, null, null, 8]);
  assert.deepEqual([zswap.counters.stored_pages, zswap.compressedBytes], [2, 200]);
  assertConsistent(watched);
});

test('events tell the slot and the length of what comes and goes, an older entry first', () => {
  const heard: string[] = [];
  const events: ZswapEvents = {
    allocated: () => {},
    released: () => {},
    published: (slot, length) => heard.push(`published ${slot} ${length}`),
    freed: (slot, length) => heard.push(`freed ${slot} ${length}`),
    accepted: () => assert.fail('a primitive ends no store'),
    refused: () => assert.fail('a primitive ends no store'),
    loaded: (slot) => heard.push(`loaded ${slot}`),
    writtenBack: (slot) => heard.push(`written back ${slot}`),
  };
  const watched = new WatchedZswap({ lengths: [100, 5000], events });
  storePage(watched, folioAt(0, 1, 9), 0);
  storePage(watched, folioAt(1, 1, 9), 0);
  watched.zswap.eraseFolio(folioAt(8, 4));
  assert.deepEqual(heard, ['published 9 100', 'freed 9 100', 'published 9 4096', 'freed 9 4096']);
});

test('the limit is compared with whole pages of the pool, not with compressed bytes', () => {
  const watched = new WatchedZswap({ lengths: [2100], maxPages: 8 });
  assert.equal(watched.zswap.checkLimits(folioAt(0, 1)), null);
  storePage(watched, folioAt(0, 1), 0);
  assert.equal(
    watched.zswap.checkLimits(folioAt(0, 1)),
    'pool_limit',
    '2100 bytes brought a zspage of 8 pages',
  );
  assert.equal(watched.zswap.counters.pool_limit_hit, 1);
});

test('a loaded page leaves zswap and is counted; what is not there cannot be loaded', () => {
  const heard: string[] = [];
  const events: ZswapEvents = {
    ...NO_EVENTS,
    freed: (slot) => heard.push(`freed ${slot}`),
    loaded: (slot) => heard.push(`loaded ${slot}`),
  };
  const watched = new WatchedZswap({ lengths: [100], events });
  const { zswap } = watched;
  storePage(watched, folioAt(0, 1, 5), 0);
  assert.deepEqual([zswap.has(5), zswap.has(6)], [true, false]);
  assert.equal(zswap.load(5), true);
  assert.equal(zswap.load(5), false);
  assert.equal(zswap.has(5), false);
  assert.deepEqual(heard, ['freed 5', 'loaded 5']);
  assert.deepEqual([zswap.counters.zswpin, zswap.counters.stored_pages], [1, 0]);
  assertConsistent(watched);
});

test('a page is charged to its memcg and all above, and uncharged from where it was charged', () => {
  const watched = new WatchedZswap({ lengths: [100, 3000], memcgs: 2 });
  const { memcgParent, memcgs } = watched.zswap;
  const gauges = () =>
    [memcgParent, ...memcgs].map(({ zswapBytes, zswapped }) => [zswapBytes, zswapped]);
  storePage(watched, folioAt(0, 1, 7, 0), 0);
  storePage(watched, folioAt(0, 1, 8, 1), 0);
  assert.deepEqual(gauges(), [
    [200, 2],
    [100, 1],
    [100, 1],
  ]);
  // The other memcg's page replaces the first one's.
  storePage(watched, folioAt(1, 1, 7, 1), 0);
  assert.deepEqual(gauges(), [
    [3100, 2],
    [0, 0],
    [3100, 2],
  ]);
  assertConsistent(watched);
});

test('a page is kept as it is only while its memcg may write back', () => {
  const may = (keepIncompressible: boolean, writeback: boolean) => {
    const { zswap } = new WatchedZswap({ lengths: [4096], keepIncompressible, writeback });
    return [zswap.keepsIncompressible(folioAt(0, 1)), zswap.compress(folioAt(0, 1), 0)];
  };
  assert.deepEqual(may(true, true), [true, 4096]);
  assert.deepEqual(may(true, false), [false, -1]);
  assert.deepEqual(may(false, true), [false, 4096], 'as a compressed page');
});

test('the average learns from every page that is compressed, at most 4096, and from no question', () => {
  const { zswap } = new WatchedZswap({ lengths: [5000, 1000], writeback: false });
  assert.equal(zswap.lengthOf(folioAt(0, 2), 0), 4096);
  assert.equal(zswap.lengthOf(folioAt(0, 2), 1), 1000);
  assert.equal(zswap.averageLength.read(7), 7, 'nothing was compressed yet');
  zswap.compress(folioAt(0, 2), 0);
  assert.equal(zswap.averageLength.read(7), 4096, 'a page that is refused tells too');
  // A new value has the weight 1 / 128: (127 x 4096 + 1000) / 128 = 4071.8..., rounded up.
  zswap.compress(folioAt(0, 2), 1);
  assert.equal(zswap.averageLength.read(7), 4072);
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.counters.reject_compress_fail], [0, 1]);
});
