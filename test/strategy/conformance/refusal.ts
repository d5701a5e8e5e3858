import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertBooksAgree, pagesAt, snapshot } from '../../support/books.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

const REFUSED_BEFORE_ANY_WORK = { failingPage: 0, compressions: 0 };

/** A pool of 20 pages, full of pages of 4096 bytes; it takes again from 18 on. */
function full(strategy: Strategy): WatchedZswap {
  const watched = new WatchedZswap({ lengths: [4096], maxPages: 20 });
  for (let page = 0; page < 20; page += 4) {
    assert.equal(watched.store(strategy, folioAt(page, 4)).refused, null, 'what fits gets in');
  }
  assert.equal(watched.zswap.limit.full, false, 'nobody has asked since the limit was reached');
  return watched;
}

export function refusal(name: string, strategy: Strategy): void {
  test(`${name}: at the limit the cause is pool_limit, in the band it is hysteresis`, () => {
    const watched = full(strategy);
    const { counters, limit, pool } = watched.zswap;
    const single = () => watched.store(strategy, folioAt(100, 1)).refused;
    assert.deepEqual(watched.store(strategy, folioAt(100, 4)), {
      refused: 'pool_limit',
      ...REFUSED_BEFORE_ANY_WORK,
    });
    assert.deepEqual([limit.full, counters.pool_limit_hit], [true, 1]);
    watched.zswap.eraseFolio(folioAt(0, 1));
    assert.equal(pool.pagesAllocated, 19);
    assert.equal(single(), 'hysteresis');
    assert.deepEqual([limit.full, counters.pool_limit_hit], [true, 1]);
    watched.zswap.eraseFolio(folioAt(1, 1));
    assert.equal(limit.full, true, 'freeing does not clear the flag');
    assert.equal(single(), null);
    assert.deepEqual([limit.full, counters.pool_limit_hit], [false, 1]);
    assert.equal(pool.pagesAllocated, 19);
    assertBooksAgree(watched);
  });

  test(`${name}: a refused folio compresses nothing and leaves everything else as it was`, () => {
    const watched = full(strategy);
    const before = snapshot(watched);
    const zswpout = watched.zswap.counters.zswpout;
    const compressed = watched.pages.compressed.length;
    watched.store(strategy, folioAt(100, 16));
    assert.deepEqual(snapshot(watched), before);
    assert.equal(watched.zswap.counters.zswpout, zswpout);
    assert.equal(watched.pages.compressed.length, compressed);
    assertBooksAgree(watched);
  });

  test(`${name}: a refused folio takes older entries at its slots with it`, () => {
    const watched = full(strategy);
    assert.equal(watched.store(strategy, folioAt(104, 4, 8)).refused, 'pool_limit');
    const gone = [null, null, null, null];
    assert.deepEqual(pagesAt(watched, 4, 12), [4, 5, 6, 7, ...gone, 12, 13, 14, 15]);
    assert.equal(watched.zswap.pool.pagesAllocated, 16);
    assertBooksAgree(watched);
  });
}
