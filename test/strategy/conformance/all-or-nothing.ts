import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLIO_PAGES, type Folio } from '../../../src/model/folio/folio.js';
import type { StoreOutcome } from '../../../src/strategy/store-outcome.js';
import { assertConsistent, pagesAt } from '../../support/consistency.js';
import { KnownDrift } from '../../support/known-drift.js';
import { piecesOf, type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt, type WatchedZswap } from '../../support/watched-zswap.js';

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => from + i);

/** Stores folios, in pieces where the subject takes no large ones; all must get in. Returns what is known to drift. */
function storeAll({ subject, watched }: ExactCase, ...folios: readonly Folio[]): KnownDrift {
  const { memcgs } = watched.zswap;
  const drift = new KnownDrift(subject.strategy, memcgs.length);
  for (const folio of folios.flatMap((whole) => piecesOf(subject, whole))) {
    const outcome = watched.store(subject.strategy, folio);
    assert.deepEqual(outcome, allOf(folio));
    drift.ended(folio, outcome);
  }
  return drift;
}

interface ExactCase {
  readonly subject: Subject;
  readonly watched: WatchedZswap;
}

function allOf({ pageCount }: Folio): StoreOutcome {
  return { refused: null, storedPages: pageCount, failingPage: pageCount, wasted: 0 };
}

export function allOrNothing(subject: Subject): void {
  const { name, largest } = subject;
  // Every kernel stores a page of 4096 bytes, as it is or as a compressed page.
  const full = 4096;

  test(`${name}: a folio of any size that it takes gets all its pages in`, () => {
    for (const pageCount of FOLIO_PAGES.filter((pages) => pages <= largest)) {
      const watched = zswapFor(subject, { lengths: [10, 2000, full, 1] });
      const { gauges } = storeAll({ subject, watched }, folioAt(1, pageCount, 512));
      assert.deepEqual(pagesAt(watched, 512, pageCount), range(1, pageCount));
      assert.deepEqual(watched.pages.compressed, range(1, pageCount), 'each page once, in order');
      assert.equal(watched.zswap.counters.zswpout, pageCount);
      assertConsistent(watched, gauges);
    }
  });

  test(`${name}: the oldest page is the first of the first folio`, () => {
    const watched = zswapFor(subject, { lengths: [100] });
    storeAll({ subject, watched }, folioAt(8, 4), folioAt(0, 4), folioAt(4, 4));
    const { entries, memcgs } = watched.zswap;
    assert.deepEqual(
      [...memcgs[0].lru].map((entry) => entries.page[entry]),
      [8, 9, 10, 11, 0, 1, 2, 3, 4, 5, 6, 7],
    );
  });

  test(`${name}: older entries at the same slots are replaced, others stay`, () => {
    const watched = zswapFor(subject, { lengths: [...Array(8).fill(full), 100] });
    const { gauges } = storeAll({ subject, watched }, folioAt(0, 8), folioAt(100, 4, 2));
    assert.deepEqual(pagesAt(watched, 0, 8), [0, 1, 100, 101, 102, 103, 6, 7]);
    assert.equal(watched.zswap.counters.zswpout, 12, 'ZSWPOUT never falls');
    assertConsistent(watched, gauges);
  });

  test(`${name}: who replaces another memcg’s pages is charged for its own, and the other is not`, () => {
    const watched = zswapFor(subject, { lengths: [...Array(4).fill(3000), 100], memcgs: 2 });
    const folios = [folioAt(0, 4, 0, 0), folioAt(4, 4, 0, 1)];
    const { gauges } = storeAll({ subject, watched }, ...folios);
    const { memcgs } = watched.zswap;
    assert.deepEqual(
      memcgs.map(({ zswapBytes, lru }) => [zswapBytes, lru.size]),
      [
        [0, 0],
        [400, 4],
      ],
    );
    assertConsistent(watched, gauges);
  });

  test(`${name}: what the owner of a folio frees leaves no trace`, () => {
    const watched = zswapFor(subject, { lengths: [10, 2000, full, 1] });
    const { gauges } = storeAll({ subject, watched }, folioAt(0, 16));
    watched.zswap.eraseFolio(folioAt(0, 16));
    assert.equal(watched.zswap.pool.pagesAllocated, 0);
    assert.deepEqual([watched.liveEntries.size, watched.liveHandles.size], [0, 0]);
    assertConsistent(watched, gauges);
  });

  test(`${name}: what is loaded page by page leaves no trace but ZSWPIN`, () => {
    const watched = zswapFor(subject, { lengths: [10, 2000, full, 1] });
    const { gauges } = storeAll({ subject, watched }, folioAt(0, 16));
    for (const slot of range(0, 16)) assert.equal(watched.zswap.load(slot), true);
    assert.equal(watched.zswap.pool.pagesAllocated, 0);
    assert.deepEqual([watched.zswap.counters.zswpin, watched.zswap.counters.zswpout], [16, 16]);
    assertConsistent(watched, gauges);
  });
}
