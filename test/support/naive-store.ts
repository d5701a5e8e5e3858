import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StoreOutcome, Strategy } from '../../src/strategy/strategy.js';
import { assertBooksAgree } from './books.js';
import { BruteZsmalloc } from './brute-zsmalloc.js';
import { NaiveLimit } from './naive-limit.js';
import { folioAt, WatchedZswap } from './watched-zswap.js';

/** What a naive account of a strategy has to go by. */
export interface Situation {
  /** Payload bytes of the folio's pages. */
  readonly lengths: readonly number[];
  readonly limit: NaiveLimit;
  readonly keepIncompressible: boolean;
  readonly pool: BruteZsmalloc;
}

/** How a store will end; the objects that are in the pool for it, or were before it failed. */
export interface Prediction extends StoreOutcome {
  readonly objects: readonly number[];
  /** By how much ZSWPOUT moves, whatever the end. */
  readonly zswpout: number;
}

const PAGES = 64;

/** Checks a strategy against a naive account of it: folios stored and freed one after the other, at one limit. */
export function assertPredicted(
  strategy: Strategy,
  predict: (situation: Situation) => Prediction,
): void {
  const length = fc.oneof(fc.integer({ min: 1, max: 4500 }), fc.constantFrom(100, 2100, 4096));
  const steps = fc.array(
    fc.record({
      free: fc.boolean(),
      page: fc.nat({ max: PAGES - 16 }),
      pageCount: fc.constantFrom(1, 4, 16),
    }),
    { maxLength: 40 },
  );
  fc.assert(
    fc.property(
      fc.array(length, { minLength: PAGES, maxLength: PAGES }),
      fc.integer({ min: 1, max: 50 }),
      fc.constantFrom(0, 50, 90, 100),
      fc.boolean(),
      steps,
      (lengths, maxPages, acceptPercent, keepIncompressible, all) => {
        const watched = new WatchedZswap({ lengths, maxPages, acceptPercent, keepIncompressible });
        const limit = new NaiveLimit(maxPages, Math.floor((maxPages * acceptPercent) / 100));
        const pool = new BruteZsmalloc();
        const stored: { slot: number; pageCount: number; objects: readonly number[] }[] = [];
        let zswpout = 0;
        for (const [i, { free, page, pageCount }] of all.entries()) {
          if (free && stored.length > 0) {
            const [{ slot, pageCount: pages, objects }] = stored.splice(page % stored.length, 1);
            watched.zswap.eraseFolio(folioAt(0, pages, slot));
            pool.freeAll(objects);
            continue;
          }
          const situation = { limit, keepIncompressible, pool };
          const folioLengths = lengths.slice(page, page + pageCount);
          const {
            objects,
            zswpout: moved,
            ...outcome
          } = predict({
            ...situation,
            lengths: folioLengths,
          });
          const slot = i * 16;
          assert.deepEqual(watched.store(strategy, folioAt(page, pageCount, slot)), outcome);
          if (outcome.refused === null) stored.push({ slot, pageCount, objects });
          zswpout += moved;
          assert.equal(watched.zswap.pool.pagesAllocated, pool.pages);
          assert.equal(watched.zswap.counters.zswpout, zswpout);
          assert.equal(watched.zswap.counters.pool_limit_hit, limit.hits);
        }
        assertBooksAgree(watched);
      },
    ),
  );
}
