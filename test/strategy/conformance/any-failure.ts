import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { assertConsistent, pagesAt, snapshot } from '../../support/consistency.js';
import { KnownDrift } from '../../support/known-drift.js';
import { type Subject, zswapFor } from '../../support/subjects.js';
import { folioAt } from '../../support/watched-zswap.js';

const length = fc.oneof(fc.constantFrom(100, 2100, 4095, 5000), fc.integer({ min: 1, max: 4095 }));

/**
 * A failure at every fault point and page. Stores run one after the other, at new slots and without writeback, so
 * that the zswap before a failed store is the zswap after it.
 */
export function anyFailure(subject: Subject): void {
  const { name, strategy, largest } = subject;

  test(`${name}: whichever limit or page refuses a folio, nothing of it stays`, () => {
    const setup = fc.record({
      lengths: fc.array(length, { minLength: 32, maxLength: 32 }),
      maxPages: fc.integer({ min: 0, max: 40 }),
      acceptPercent: fc.constantFrom(0, 50, 90, 100),
      memcgMaxPages: fc.option(fc.integer({ min: 0, max: 30 })),
      memcgParentMaxPages: fc.option(fc.integer({ min: 0, max: 40 })),
    });
    const store = fc.record({
      page: fc.nat({ max: 31 }),
      pageCount: fc.constantFrom(1, 4, 16, 64),
      memcg: fc.nat({ max: 1 }),
    });
    fc.assert(
      fc.property(setup, fc.array(store, { maxLength: 25 }), (script, stores) => {
        const watched = zswapFor(subject, { ...script, memcgs: 2, writeback: false });
        const charged = (page: number) => Math.min(4096, watched.pages.lengthOf(page));
        const drift = new KnownDrift(strategy, 2, charged);
        let slot = 0;
        for (const { page, pageCount, memcg } of stores) {
          const folio = folioAt(page, pageCount, slot, memcg);
          slot += pageCount;
          const before = snapshot(watched);
          const outcome = watched.store(strategy, folio);
          drift.ended(folio, outcome);
          const here = pagesAt(watched, folio.slot, pageCount);
          const present = here.filter((found) => found !== null).length;
          assert.equal(present, outcome.storedPages);
          if (pageCount > largest) assert.equal(outcome.refused, 'large_folio');
          if (!strategy.splits) assert.equal(present, outcome.refused === null ? pageCount : 0);
          if (present === 0 && !strategy.knownDrift.includes('stored_pages')) {
            assert.deepEqual(snapshot(watched), before);
          }
          assertConsistent(watched, drift.gauges);
        }
      }),
    );
  });
}
