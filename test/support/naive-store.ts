import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RejectCause, StoreOutcome } from '../../src/strategy/store-outcome.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { BruteZsmalloc } from './brute-zsmalloc.js';
import { assertConsistent } from './consistency.js';
import { NaiveLimit } from './naive-limit.js';
import { folioAt, WatchedZswap } from './watched-zswap.js';

/** Input of the naive model of a store. */
export interface Situation {
  /** Payload bytes of the folio's pages. */
  readonly lengths: readonly number[];
  readonly limit: NaiveLimit;
  /** Payload bytes from which on a page is refused: 4097 up to 6.17, 4096 later where it may not be kept, infinite where it may. */
  readonly refusedBytes: number;
  readonly pool: BruteZsmalloc;
  /** Pages of the global limit. */
  readonly maxPages: number;
  readonly memcg: {
    /** Bytes of memory.zswap.max; infinite without one. */
    readonly maxBytes: number;
    /** Bytes charged. */
    readonly bytes: number;
  };
}

/** How a store will end; the objects that are in the pool for it. */
export interface Prediction extends StoreOutcome {
  readonly objects: readonly number[];
  /** By how much ZSWPOUT moves, whatever the end. */
  readonly zswpout: number;
}

const PAGES = 64;

/** The memcg's own verdict: a limit that is reached to the last whole page. */
export function memcgRefuses({ memcg }: Situation): boolean {
  return Math.floor(memcg.bytes / 4096) * 4096 >= memcg.maxBytes;
}

/** Charge of a page in bytes. */
export const charged = (length: number) => Math.min(4096, length);

/** A store that brought nothing in. */
export function nothing(refused: RejectCause, failingPage = 0, wasted = failingPage): Prediction {
  return { refused, storedPages: 0, failingPage, wasted, objects: [], zswpout: 0 };
}

/** A store that brought in pages of such lengths. */
export function everything({ lengths, pool }: Situation): Prediction {
  const pages = lengths.length;
  const objects = lengths.map((length) => pool.malloc(charged(length)));
  return {
    refused: null,
    storedPages: pages,
    failingPage: pages,
    wasted: 0,
    objects,
    zswpout: pages,
  };
}

/**
 * Stores an admitted folio: all pages, or none if a page does not compress. The pages before that one have
 * been in the pool, which they may have left with other zspages to the fore.
 */
export function wholeOrNothing(situation: Situation): Prediction {
  const { lengths, pool, refusedBytes } = situation;
  const bad = lengths.findIndex((length) => length >= refusedBytes);
  if (bad < 0) return everything(situation);
  pool.freeAll(lengths.slice(0, bad).map((length) => pool.malloc(length)));
  return nothing('compress_fail', bad, bad + 1);
}

/**
 * Checks a strategy against a naive account of it: folios stored and freed one after the other, at both limits. Where the
 * memcg has one, writeback is off, so that no other path makes room.
 */
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
      fc.option(fc.integer({ min: 1, max: 40 })),
      steps,
      (lengths, maxPages, acceptPercent, keep, memcgMaxPages, all) => {
        const writeback = memcgMaxPages === null;
        const keptBytes = writeback ? Number.POSITIVE_INFINITY : 4096;
        const refusedBytes = keep ? keptBytes : 4097;
        const watched = new WatchedZswap({
          lengths,
          maxPages,
          acceptPercent,
          keepIncompressible: keep,
          memcgMaxPages,
          writeback,
        });
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
          const {
            objects,
            zswpout: moved,
            ...outcome
          } = predict({
            limit,
            refusedBytes,
            pool,
            maxPages,
            memcg: {
              maxBytes: (memcgMaxPages ?? Number.POSITIVE_INFINITY) * 4096,
              bytes: watched.zswap.memcgs[0].zswapBytes,
            },
            lengths: lengths.slice(page, page + pageCount),
          });
          const slot = i * 16;
          assert.deepEqual(watched.store(strategy, folioAt(page, pageCount, slot)), outcome);
          if (outcome.storedPages > 0) stored.push({ slot, pageCount, objects });
          zswpout += moved;
          assert.equal(watched.zswap.pool.pagesAllocated, pool.pages);
          assert.equal(watched.zswap.counters.zswpout, zswpout);
          assert.equal(watched.zswap.counters.pool_limit_hit, limit.hits);
          assertConsistent(watched);
        }
      },
    ),
  );
}
