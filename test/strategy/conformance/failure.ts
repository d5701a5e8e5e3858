import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertBooksAgree, pagesAt, snapshot } from '../../support/books.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

/** Eight folios' worth of good pages, then a folio of 16 whose page `failing` does not compress. */
function withBadPage(failing: number): WatchedZswap {
  const lengths = Array.from({ length: 49 }, (_, page) => 50 + page * 40);
  lengths[32 + failing] = 4096;
  return new WatchedZswap({ lengths, keepIncompressible: false });
}

export function failure(name: string, strategy: Strategy): void {
  for (const failing of [0, 1, 7, 15]) {
    test(`${name}: failing at page ${failing} of 16 leaves everything as it was before`, () => {
      const watched = withBadPage(failing);
      watched.store(strategy, folioAt(0, 8));
      watched.store(strategy, folioAt(8, 4));
      const before = snapshot(watched);
      assert.deepEqual(watched.store(strategy, folioAt(32, 16)), {
        refused: 'compress_poor',
        failingPage: failing,
        compressions: failing + 1,
      });
      assert.deepEqual(snapshot(watched), before);
      assert.equal(watched.zswap.counters.reject_compress_poor, 1, 'the page that failed');
      assert.equal(watched.pages.compressed.length, 12 + failing + 1, 'no page after it was tried');
      assertBooksAgree(watched);
    });

    test(`${name}: failing at page ${failing} of 16 takes older entries at all slots with it`, () => {
      const watched = withBadPage(failing);
      watched.store(strategy, folioAt(0, 16, 64));
      watched.store(strategy, folioAt(16, 8, 80));
      watched.store(strategy, folioAt(24, 4, 60));
      watched.store(strategy, folioAt(32, 16, 64));
      assert.deepEqual(pagesAt(watched, 60, 28), [
        ...[24, 25, 26, 27],
        ...Array(16).fill(null),
        ...[16, 17, 18, 19, 20, 21, 22, 23],
      ]);
      assertBooksAgree(watched);
    });
  }

  test(`${name}: a thousand failures cost no more memory than one`, () => {
    const watched = withBadPage(15);
    watched.store(strategy, folioAt(32, 16));
    const { entries, pool } = watched.zswap;
    const room = [entries.slot.length, pool.peakPages];
    for (let i = 0; i < 1000; i++) watched.store(strategy, folioAt(32, 16));
    assert.deepEqual([entries.slot.length, pool.peakPages], room);
    assert.equal(pool.pagesAllocated, 0);
  });
}
