import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RejectCause, StoreOutcome } from '../../../src/strategy/store-outcome.js';
import { assertConsistent, pagesAt, snapshot } from '../../support/consistency.js';
import { KnownDrift } from '../../support/known-drift.js';
import { piecesOf, type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt, type WatchedZswap } from '../../support/watched-zswap.js';

interface Full {
  readonly watched: WatchedZswap;
  readonly drift: KnownDrift;
}

/** Refused before any work. */
function refusedAtOnce(refused: RejectCause): StoreOutcome {
  return { refused, storedPages: 0, failingPage: 0, wasted: 0 };
}

/** A pool of 20 pages, full of pages that take one each; it takes again from 18 on. Nothing can be written back. */
function full(subject: Subject): Full {
  const watched = zswapFor(subject, { lengths: [4095], maxPages: 20, writeback: false });
  const drift = new KnownDrift(subject.strategy, 1);
  for (let page = 0; page < 20; page += 4) {
    for (const piece of piecesOf(subject, folioAt(page, 4))) {
      const outcome = watched.store(subject.strategy, piece);
      assert.equal(outcome.refused, null, 'what fits gets in');
      drift.ended(piece, outcome);
    }
  }
  assert.equal(watched.zswap.limit.full, false, 'no check since the limit was reached');
  return { watched, drift };
}

export function refusal(subject: Subject): void {
  const { name, strategy } = subject;
  const pageCount = Math.min(4, subject.largest);
  // A clairvoyant strategy does not check the limit; a split folio checks again for every page.
  const asks = strategy.clairvoyant ? 0 : 1;
  const hits = strategy.splits ? 1 + pageCount : asks;
  const flag = asks === 1;

  test(`${name}: at the limit the cause is pool_limit, in the band it is hysteresis`, () => {
    const { watched, drift } = full(subject);
    const { counters, limit, pool } = watched.zswap;
    const single = () => watched.store(strategy, folioAt(100, 1)).refused;
    const outcome = watched.store(strategy, folioAt(100, pageCount));
    assert.deepEqual(outcome, refusedAtOnce('pool_limit'));
    assert.deepEqual([limit.full, counters.pool_limit_hit], [flag, hits]);
    assert.equal(
      watched.zswap.workerQueued,
      flag,
      'a store that finds the pool full queues the worker',
    );
    watched.zswap.eraseFolio(folioAt(0, 1));
    assert.equal(pool.pagesAllocated, 19);
    if (asks === 0) {
      assert.equal(single(), null, 'one that knows that it fits needs no threshold');
      return;
    }
    assert.equal(single(), 'hysteresis');
    assert.deepEqual([limit.full, counters.pool_limit_hit], [true, hits]);
    watched.zswap.eraseFolio(folioAt(1, 1));
    assert.equal(limit.full, true, 'freeing does not clear the flag');
    assert.equal(single(), null);
    assert.deepEqual([limit.full, counters.pool_limit_hit], [false, hits]);
    assert.equal(pool.pagesAllocated, 19);
    assertConsistent(watched, drift.gauges);
  });

  test(`${name}: a refused folio compresses nothing and leaves everything else as it was`, () => {
    const { watched } = full(subject);
    const before = snapshot(watched);
    const zswpout = watched.zswap.counters.zswpout;
    const compressed = watched.pages.compressed.length;
    const folio = folioAt(100, Math.min(16, subject.largest));
    assert.equal(watched.store(strategy, folio).refused, 'pool_limit');
    assert.deepEqual(snapshot(watched), before);
    assert.equal(watched.zswap.counters.zswpout, zswpout);
    assert.equal(watched.pages.compressed.length, compressed);
  });

  test(`${name}: a refused folio takes older entries at its slots with it`, () => {
    const { watched, drift } = full(subject);
    const outcome = watched.store(strategy, folioAt(104, pageCount, 8));
    const beside = [8, 9, 10, 11].slice(pageCount);
    if (strategy.splits) {
      // Without the older entries the pool is below the threshold, and every page finds room.
      assert.deepEqual([outcome.refused, outcome.storedPages], [null, pageCount]);
      assert.deepEqual(pagesAt(watched, 8, 4), [104, 105, 106, 107]);
    } else {
      assert.deepEqual(outcome, refusedAtOnce('pool_limit'));
      assert.deepEqual(pagesAt(watched, 8, 4), [...Array(pageCount).fill(null), ...beside]);
      assert.equal(watched.zswap.pool.pagesAllocated, 20 - pageCount);
    }
    assert.deepEqual(pagesAt(watched, 4, 4), [4, 5, 6, 7]);
    assert.deepEqual(pagesAt(watched, 12, 4), [12, 13, 14, 15]);
    assertConsistent(watched, drift.gauges);
  });
}
