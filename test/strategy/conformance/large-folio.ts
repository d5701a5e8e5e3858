import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FOLIO_PAGES } from '../../../src/model/folio/folio.js';
import { assertConsistent, pagesAt, snapshot } from '../../support/consistency.js';
import { type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt } from '../../support/watched-zswap.js';

/** Of who takes single pages only: a larger folio is refused before anything else, older entries at its slots included. */
export function largeFolio(subject: Subject): void {
  const { name, strategy, largest } = subject;
  if (largest === 512) return;

  for (const pageCount of FOLIO_PAGES.filter((pages) => pages > largest)) {
    test(`${name}: a folio of ${pageCount} is refused for its size and leaves older entries`, () => {
      const watched = zswapFor(subject, { lengths: [4095], maxPages: 4 });
      for (let page = 0; page < 4; page++) watched.store(strategy, folioAt(page, 1));
      watched.zswap.limit.full = true;
      const before = snapshot(watched);
      assert.deepEqual(watched.store(strategy, folioAt(8, pageCount, 0)), {
        refused: 'large_folio',
        storedPages: 0,
        failingPage: 0,
        wasted: 0,
      });
      assert.deepEqual(snapshot(watched), before);
      assert.deepEqual(pagesAt(watched, 0, 4), [0, 1, 2, 3]);
      const { counters, limit, workerQueued } = watched.zswap;
      assert.deepEqual([limit.full, counters.pool_limit_hit, workerQueued], [true, 0, false]);
      assertConsistent(watched);
    });
  }
}
