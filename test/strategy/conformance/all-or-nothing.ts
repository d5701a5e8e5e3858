import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLIO_PAGES } from '../../../src/folio/folio.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { assertBooksAgree, lruOf, pagesAt } from '../../support/books.js';
import { folioAt, WatchedZswap } from '../../support/watched-zswap.js';

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

export function allOrNothing(name: string, strategy: Strategy): void {
  test(`${name}: a folio of any size gets all its pages in`, () => {
    for (const pageCount of FOLIO_PAGES) {
      const watched = new WatchedZswap({ lengths: [10, 2000, 4096, 1] });
      const outcome = watched.store(strategy, folioAt(1, pageCount, 512));
      assert.deepEqual(outcome, { refused: null, failingPage: pageCount, compressions: pageCount });
      assert.deepEqual(pagesAt(watched, 512, pageCount), range(1, pageCount));
      assert.deepEqual(watched.pages.compressed, range(1, pageCount), 'each page once, in order');
      assert.equal(watched.zswap.counters.zswpout, pageCount);
      assertBooksAgree(watched);
    }
  });

  test(`${name}: the oldest page is the first of the first folio`, () => {
    const watched = new WatchedZswap({ lengths: [100] });
    for (const page of [8, 0, 4]) watched.store(strategy, folioAt(page, 4));
    const { entries } = watched.zswap;
    assert.deepEqual(
      lruOf(watched).map((entry) => entries.page[entry]),
      [8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7],
    );
  });

  test(`${name}: older entries at the same slots are replaced, others stay`, () => {
    const watched = new WatchedZswap({ lengths: [...Array(8).fill(4096), 100] });
    watched.store(strategy, folioAt(0, 8));
    watched.store(strategy, folioAt(100, 4, 2));
    assert.deepEqual(pagesAt(watched, 0, 8), [0, 1, 100, 101, 102, 103, 6, 7]);
    assert.equal(watched.zswap.counters.zswpout, 12, 'ZSWPOUT never falls');
    assertBooksAgree(watched);
  });

  test(`${name}: what the owner of a folio frees leaves no trace`, () => {
    const watched = new WatchedZswap({ lengths: [10, 2000, 4096, 1] });
    watched.store(strategy, folioAt(0, 16));
    watched.zswap.eraseFolio(folioAt(0, 16));
    assert.equal(watched.zswap.pool.pagesAllocated, 0);
    assert.deepEqual([watched.liveEntries.size, watched.liveHandles.size], [0, 0]);
    assertBooksAgree(watched);
  });
}
