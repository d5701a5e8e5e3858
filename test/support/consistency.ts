import assert from 'node:assert/strict';
import { NO_ENTRY } from '../../src/model/zswap/entries.js';
import type { WatchedZswap } from './watched-zswap.js';

const PAGE_BYTES = 4096;

/** Declared drift of gauges; memcgs by number. */
export interface GaugeDrift {
  readonly stored_pages: number;
  readonly zswap: readonly number[];
  readonly zswapped: readonly number[];
}

/** Returns slots, gauges and pool of a zswap, for comparison before and after an operation without effect. */
export function snapshot(watched: WatchedZswap) {
  const { zswap, liveEntries, liveHandles } = watched;
  const { counters, entries, index, memcgs, pool } = zswap;
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
    lru: memcgs.flatMap(({ lru }) => [...lru].map(describe)),
    memcgs: watched.memcgs.map(({ zswapBytes, zswapped }) => [zswapBytes, zswapped]),
    reservedBytes: watched.reservedBytes(),
  };
}

/**
 * Asserts, with no store in flight, that index, LRUs, entries, objects, charges and gauges agree, and that nothing is
 * reserved.
 */
export function assertConsistent(watched: WatchedZswap, drift?: GaugeDrift): void {
  const { zswap, pages, liveEntries, liveHandles } = watched;
  const { counters, entries, index } = zswap;
  const present = [...index];
  assert.deepEqual(
    new Set(present),
    liveEntries,
    'an entry is in use if and only if it is indexed',
  );
  assert.equal(present.length, liveEntries.size, 'no entry is indexed twice');
  assertLrus(watched);
  const handles = present.map((entry) => entries.handle[entry]);
  assert.deepEqual(new Set(handles), liveHandles, 'each object in the pool has an entry');
  assert.equal(handles.length, liveHandles.size, 'no object has two entries');

  const lengths = present.map((entry) => entries.length[entry]);
  const off = drift?.stored_pages ?? 0;
  assert.equal(counters.stored_pages, present.length + off, 'stored_pages');
  assert.equal(
    counters.stored_incompressible_pages,
    lengths.filter((length) => zswap.kernel.keepsIncompressible && length === PAGE_BYTES).length,
    'stored_incompressible_pages',
  );
  assert.equal(zswap.compressedBytes, sum(lengths), 'compressedBytes');
  for (const entry of present) {
    const { slot, page, length } = entries;
    assert.equal(index.get(slot[entry]), entry, 'an entry is where it says it is');
    assert.equal(length[entry], Math.min(PAGE_BYTES, pages.lengthOf(page[entry])), 'its length');
  }
  assertCharges(watched, drift);
  const nothing = watched.reservedBytes().map(() => 0);
  assert.deepEqual(watched.reservedBytes(), nothing, 'all reservations are released');
}

function assertLrus({ zswap, liveEntries }: WatchedZswap): void {
  const { entries, memcgs } = zswap;
  const listed = memcgs.flatMap(({ lru }) => [...lru]);
  assert.deepEqual(
    new Set(listed),
    liveEntries,
    'an entry is on an LRU if and only if it is indexed',
  );
  assert.equal(listed.length, liveEntries.size, 'no entry is on an LRU twice');
  for (const [number, { lru }] of memcgs.entries()) {
    const own = [...lru];
    assert.equal(lru.size, own.length, 'the LRU counts its entries');
    assert.ok(
      own.every((entry) => entries.memcg[entry] === number),
      'an LRU has its own memcg’s entries',
    );
  }
  assert.equal([...zswap.memcgParent.lru].length, 0, 'no folio belongs to the parent itself');
}

function assertCharges({ zswap }: WatchedZswap, drift?: GaugeDrift): void {
  const { entries, index, memcgParent, memcgs } = zswap;
  const charged = memcgs.map((_, number) => {
    const own = [...index].filter((entry) => entries.memcg[entry] === number);
    const bytes = sum(own.map((entry) => entries.length[entry])) + (drift?.zswap[number] ?? 0);
    return { bytes, pages: own.length + (drift?.zswapped[number] ?? 0) };
  });
  for (const [number, { bytes, pages }] of charged.entries()) {
    const { zswapBytes, zswapped } = memcgs[number];
    assert.deepEqual([zswapBytes, zswapped], [bytes, pages], `memcg${number}: zswap, zswapped`);
  }
  assert.deepEqual(
    [memcgParent.zswapBytes, memcgParent.zswapped],
    [sum(charged.map(({ bytes }) => bytes)), sum(charged.map(({ pages }) => pages))],
    'the parent has what its children have',
  );
}

/** Returns the corpus pages at `pageCount` slots from `slot` on; null for an empty slot. */
export function pagesAt({ zswap }: WatchedZswap, slot: number, pageCount: number) {
  return Array.from({ length: pageCount }, (_, i) => {
    const entry = zswap.index.get(slot + i);
    return entry === NO_ENTRY ? null : zswap.entries.page[entry];
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
