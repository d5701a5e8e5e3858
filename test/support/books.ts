import assert from 'node:assert/strict';
import { type Entry, NO_ENTRY } from '../../src/zswap/entries.js';
import type { WatchedZswap } from './watched-zswap.js';

const PAGE_BYTES = 4096;

/** The entries on the LRU, the oldest first; a list that runs in a circle fails instead of never ending. */
export function lruOf({ zswap }: WatchedZswap): Entry[] {
  const listed: Entry[] = [];
  for (const entry of zswap.lru) {
    listed.push(entry);
    assert.ok(listed.length <= zswap.lru.size, 'the LRU is longer than it says');
  }
  return listed;
}

/** What a zswap's slots, gauges and pool amount to: equal before and after whatever must leave no trace. */
export function snapshot(watched: WatchedZswap) {
  const { zswap, liveEntries, liveHandles } = watched;
  const { counters, entries, index, pool } = zswap;
  const describe = (entry: number) =>
    [entries.slot[entry], entries.page[entry], entries.length[entry]].join('/');
  return {
    stored_pages: counters.stored_pages,
    stored_incompressible_pages: counters.stored_incompressible_pages,
    compressedBytes: zswap.compressedBytes,
    poolPages: pool.pagesAllocated,
    liveEntries: liveEntries.size,
    liveHandles: liveHandles.size,
    index: [...index].map(describe).sort(),
    lru: lruOf(watched).map(describe),
  };
}

/** Checks, with no store under way, that index, LRU, entries, objects and gauges tell the same story. */
export function assertBooksAgree(watched: WatchedZswap): void {
  const { zswap, pages, liveEntries, liveHandles } = watched;
  const { counters, entries, index, lru } = zswap;
  const listed = lruOf(watched);
  const present = [...index];
  assert.deepEqual(
    new Set(present),
    liveEntries,
    'an entry is in use if and only if it is indexed',
  );
  assert.equal(present.length, liveEntries.size, 'no entry is indexed twice');
  assert.deepEqual(
    new Set(lru),
    liveEntries,
    'an entry is on the LRU if and only if it is indexed',
  );
  assert.equal(lru.size, liveEntries.size, 'the LRU counts its entries');
  assert.equal(listed.length, liveEntries.size, 'no entry is on the LRU twice');
  const handles = present.map((entry) => entries.handle[entry]);
  assert.deepEqual(new Set(handles), liveHandles, 'each object in the pool has an entry');
  assert.equal(handles.length, liveHandles.size, 'no object has two entries');

  const lengths = present.map((entry) => entries.length[entry]);
  assert.equal(counters.stored_pages, present.length, 'stored_pages');
  assert.equal(
    counters.stored_incompressible_pages,
    lengths.filter((length) => length === PAGE_BYTES).length,
    'stored_incompressible_pages',
  );
  assert.equal(
    zswap.compressedBytes,
    lengths.reduce((sum, length) => sum + length, 0),
    'compressedBytes',
  );
  for (const entry of present) {
    const { slot, page, length } = entries;
    assert.equal(index.get(slot[entry]), entry, 'an entry is where it says it is');
    assert.equal(length[entry], Math.min(PAGE_BYTES, pages.lengthOf(page[entry])), 'its length');
  }
}

/** The corpus pages at `pageCount` slots from `slot` on; null where nothing is. */
export function pagesAt({ zswap }: WatchedZswap, slot: number, pageCount: number) {
  return Array.from({ length: pageCount }, (_, i) => {
    const entry = zswap.index.get(slot + i);
    return entry === NO_ENTRY ? null : zswap.entries.page[entry];
  });
}
