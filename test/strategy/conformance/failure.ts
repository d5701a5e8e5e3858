import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StoreOutcome } from '../../../src/strategy/store-outcome.js';
import { assertConsistent, type GaugeDrift, pagesAt, snapshot } from '../../support/consistency.js';
import { KnownDrift } from '../../support/known-drift.js';
import { piecesOf, type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt, type WatchedZswap } from '../../support/watched-zswap.js';

/**
 * Eight folios' worth of good pages, then a folio of 16 whose page `failing` does not compress and, since nothing may be
 * written back, is not kept. Both limits are there, so that a policy that claims has something to give back.
 */
function withBadPage(subject: Subject, failing: number): WatchedZswap {
  const lengths = Array.from({ length: 49 }, (_, page) => 50 + page * 40);
  lengths[32 + failing] = 4097;
  return zswapFor(subject, {
    lengths,
    maxPages: 1000,
    memcgMaxPages: 1000,
    memcgParentMaxPages: 1000,
    writeback: false,
  });
}

/** How a folio of `pageCount` pages ends whose page `failing` does not compress. */
function failureOf({ strategy }: Subject, pageCount: number, failing: number): StoreOutcome {
  const tried = strategy.clairvoyant ? 0 : failing + 1;
  const outcome = { refused: 'compress_fail', failingPage: failing } as const;
  return strategy.splits && pageCount > 1
    ? { ...outcome, storedPages: pageCount - 1, wasted: tried + 1 }
    : { ...outcome, storedPages: 0, wasted: tried };
}

/** The same snapshot with gauges that are off, of a zswap with one memcg. */
function off(before: ReturnType<typeof snapshot>, drift: GaugeDrift): ReturnType<typeof snapshot> {
  return {
    ...before,
    stored_pages: before.stored_pages + drift.stored_pages,
    memcgs: before.memcgs.map(([zswap, zswapped]) => [
      zswap + drift.zswap[0],
      zswapped + drift.zswapped[0],
    ]),
  };
}

export function failure(subject: Subject): void {
  const { name, strategy, largest } = subject;
  const pageCount = Math.min(16, largest);
  const places = [0, 1, 7, 15].filter((failing) => failing < pageCount);

  for (const failing of places) {
    test(`${name}: failing at page ${failing} of ${pageCount} ends as it must and is counted once`, () => {
      const watched = withBadPage(subject, failing);
      const expected = failureOf(subject, pageCount, failing);
      assert.deepEqual(watched.store(strategy, folioAt(32, pageCount)), expected);
      const { counters, averageLength } = watched.zswap;
      const { storedPages, wasted } = expected;
      // The page that failed; once more where it is tried again alone; not where it is known without trying.
      const tries = strategy.clairvoyant ? 0 : strategy.splits ? 2 : 1;
      assert.equal(counters.reject_compress_fail, tries);
      assert.equal(
        watched.pages.compressed.length,
        wasted + storedPages,
        'no page after it was tried',
      );
      assert.deepEqual([counters.pool_limit_hit, watched.zswap.limit.full], [0, false]);
      assert.equal(watched.zswap.workerQueued, false, 'the pool is not to blame');
      assert.equal(averageLength.read(-1) > 0, !strategy.clairvoyant);
    });

    test(`${name}: failing at page ${failing} of ${pageCount} leaves everything as it was before`, () => {
      const watched = withBadPage(subject, failing);
      const drift = new KnownDrift(strategy, 1, (page) => watched.pages.lengthOf(page));
      for (const folio of [folioAt(0, 8), folioAt(8, 4)].flatMap((all) => piecesOf(subject, all))) {
        drift.ended(folio, watched.store(strategy, folio));
      }
      const before = snapshot(watched);
      const earlier = { ...drift, zswap: [...drift.zswap], zswapped: [...drift.zswapped] };
      const folio = folioAt(32, pageCount);
      const outcome = watched.store(strategy, folio);
      drift.ended(folio, outcome);
      if (strategy.splits) {
        const rest = Array.from({ length: pageCount }, (_, i) => (i === failing ? null : 32 + i));
        assert.deepEqual(pagesAt(watched, 32, pageCount), rest, 'only the bad page is out');
        watched.zswap.eraseFolio(folio);
      }
      const moved = {
        stored_pages: drift.stored_pages - earlier.stored_pages,
        zswap: [drift.zswap[0] - earlier.zswap[0]],
        zswapped: [drift.zswapped[0] - earlier.zswapped[0]],
      };
      assert.deepEqual(snapshot(watched), off(before, moved));
      assertConsistent(watched, drift.gauges);
    });

    test(`${name}: failing at page ${failing} of ${pageCount} takes older entries at all slots with it`, () => {
      const watched = withBadPage(subject, failing);
      const drift = new KnownDrift(strategy, 1, (page) => watched.pages.lengthOf(page));
      const older = [folioAt(0, 16, 64), folioAt(16, 8, 80), folioAt(24, 4, 60)];
      for (const folio of older.flatMap((whole) => piecesOf(subject, whole))) {
        drift.ended(folio, watched.store(strategy, folio));
      }
      const folio = folioAt(32, pageCount, 64);
      drift.ended(folio, watched.store(strategy, folio));
      const own = Array.from({ length: 16 }, (_, i) => {
        if (i >= pageCount) return i;
        return strategy.splits && i !== failing ? 32 + i : null;
      });
      assert.deepEqual(pagesAt(watched, 60, 28), [
        ...[24, 25, 26, 27],
        ...own,
        ...[16, 17, 18, 19, 20, 21, 22, 23],
      ]);
      assertConsistent(watched, drift.gauges);
    });
  }

  test(`${name}: a thousand failures cost no more memory than one`, () => {
    const watched = withBadPage(subject, pageCount - 1);
    const folio = folioAt(32, pageCount);
    const fail = () => {
      assert.equal(watched.store(strategy, folio).refused, 'compress_fail');
      if (strategy.splits) watched.zswap.eraseFolio(folio);
    };
    fail();
    const { entries, pool } = watched.zswap;
    const room = [entries.slot.length, pool.peakPages];
    for (let i = 0; i < 1000; i++) fail();
    assert.deepEqual([entries.slot.length, pool.peakPages], room);
    assert.equal(pool.pagesAllocated, 0);
    assert.deepEqual(watched.reservedBytes(), [0, 0, 0]);
  });
}
