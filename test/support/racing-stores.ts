import assert from 'node:assert/strict';
import { zeroCounts } from '../../src/common/counts.js';
import type { Random } from '../../src/common/random.js';
import type { Folio } from '../../src/model/folio/folio.js';
import { REJECT_CAUSES } from '../../src/result/reject-causes.js';
import { type Job, PARKED, type Work } from '../../src/simulation/virtual-cpus.js';
import type { PolicyFactory } from '../../src/strategy/limit-policy.js';
import { oracle } from '../../src/strategy/path/oracle.js';
import { atLimit, unlimited } from '../../src/strategy/policy/at-limit.js';
import { backoff } from '../../src/strategy/policy/backoff.js';
import { clairvoyant } from '../../src/strategy/policy/clairvoyant.js';
import { clearance, ratio } from '../../src/strategy/policy/headroom.js';
import { reserve } from '../../src/strategy/policy/reserve.js';
import type { StoreOutcome } from '../../src/strategy/store-outcome.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { pagesAt } from './consistency.js';
import { KnownDrift } from './known-drift.js';
import { folioAt, type WatchedZswap } from './watched-zswap.js';

const REGIONS = 12;
const REGION_SLOTS = 16;
const STORES = 40;
/** Sizes of stored folios; the largest fills a region. */
const SIZES = [1, 4, 8, 16];

export const LARGEST_PAGES = 16;

// Policies that refuse no store after its last page.
const NEVER_UNDO_ALL: readonly PolicyFactory[] = [
  ...[atLimit, unlimited, clearance, ratio, backoff, reserve, clairvoyant],
];

interface UnderWay {
  readonly region: number;
  readonly folio: Folio;
  /** Slots of the folio that were written back before its store had ended. */
  readonly writtenBack: Set<number>;
}

/**
 * Stores, loads and frees at random over few swap slots, so that folios meet older entries. As in the kernel, whose folios
 * are locked, no two stores in flight share a slot. Keeps its own map of the expected pages.
 */
export class RacingStores implements Work<StoreOutcome | null> {
  /** The corpus page that must be at each slot, by the outcomes. */
  readonly expected = new Map<number, number>();
  acceptedPages = 0;
  loadedPages = 0;
  wastedPages = 0;
  readonly refused = zeroCounts(REJECT_CAUSES);
  readonly drift: KnownDrift;
  readonly #watched: WatchedZswap;
  readonly #strategy: Strategy;
  readonly #random: Random;
  readonly #inFlight = new Map<number, UnderWay>();
  #left = STORES;

  constructor(watched: WatchedZswap, strategy: Strategy, random: Random) {
    this.#watched = watched;
    this.#strategy = strategy;
    this.#random = random;
    const { zswap, pages } = watched;
    const charged = (page: number) => Math.min(4096, pages.lengthOf(page));
    this.drift = new KnownDrift(strategy, zswap.memcgs.length, charged);
  }

  next(task: number): Job<StoreOutcome> | typeof PARKED {
    if (this.#left-- <= 0) return PARKED;
    const aside = this.#random.below(6);
    if (aside < 2) this.#free(this.#folio(this.#idleRegion(), task));
    else if (aside === 2) this.#load();
    const region = this.#idleRegion();
    const folio = this.#folio(region, task);
    this.#inFlight.set(task, { region, folio, writtenBack: new Set() });
    return this.#watched.begin(this.#strategy, folio);
  }

  ended(task: number, outcome: StoreOutcome | null): number {
    // The shrink worker's runs end too.
    if (outcome === null) return 0;
    const { folio, writtenBack } = this.#inFlight.get(task) as UnderWay;
    this.#inFlight.delete(task);
    this.drift.ended(folio, outcome);
    if (outcome.refused !== null) this.refused[outcome.refused]++;
    this.acceptedPages += outcome.storedPages;
    this.wastedPages += outcome.wasted;
    if (outcome.refused === 'large_folio') return this.#untouched(folio, outcome);
    if (this.#strategy.splits && folio.pageCount > 1) return this.#parted(folio, outcome);
    if (outcome.refused === null) return this.#stored(folio, outcome, writtenBack);
    return this.#failed(folio, outcome);
  }

  /** To be told of what is written back. */
  writtenBack(slot: number): void {
    this.expected.delete(slot);
    for (const { folio, writtenBack } of this.#inFlight.values()) {
      if (slot >= folio.slot && slot < folio.slot + folio.pageCount) writtenBack.add(slot);
    }
  }

  /** The corpus page that is at each slot. */
  found(): Map<number, number> {
    const { entries, index } = this.#watched.zswap;
    const here = [...index].map((entry): [number, number] => [
      entries.slot[entry],
      entries.page[entry],
    ]);
    return new Map(here);
  }

  #stored({ slot, page, pageCount }: Folio, outcome: StoreOutcome, gone: Set<number>): number {
    assert.deepEqual(outcome, {
      refused: null,
      storedPages: pageCount,
      failingPage: pageCount,
      wasted: 0,
    });
    const pages = Array.from({ length: pageCount }, (_, i) =>
      gone.has(slot + i) ? null : page + i,
    );
    assert.deepEqual(pagesAt(this.#watched, slot, pageCount), pages);
    for (const [i, here] of pages.entries()) if (here !== null) this.expected.set(slot + i, here);
    return 0;
  }

  #failed({ slot, pageCount }: Folio, outcome: StoreOutcome): number {
    const { refused, storedPages, failingPage, wasted } = outcome;
    const { global, memcg, path } = this.#strategy;
    const undoesAll = [global, memcg].some((policy) => !NEVER_UNDO_ALL.includes(policy));
    assert.equal(storedPages, 0);
    assert.ok(failingPage < pageCount || (undoesAll && failingPage === pageCount));
    const knew = global === clairvoyant && memcg === clairvoyant;
    if (path === oracle && (knew || refused === 'compress_fail')) assert.equal(wasted, 0);
    else assert.ok(wasted >= failingPage && wasted <= Math.min(failingPage + 1, pageCount));
    assert.deepEqual(pagesAt(this.#watched, slot, pageCount), Array(pageCount).fill(null));
    for (let i = 0; i < pageCount; i++) this.expected.delete(slot + i);
    return 0;
  }

  #untouched({ slot, pageCount }: Folio, outcome: StoreOutcome): number {
    assert.deepEqual(outcome, {
      refused: 'large_folio',
      storedPages: 0,
      failingPage: 0,
      wasted: 0,
    });
    const older = Array.from({ length: pageCount }, (_, i) => this.expected.get(slot + i) ?? null);
    assert.deepEqual(pagesAt(this.#watched, slot, pageCount), older);
    return 0;
  }

  /** A folio of a strategy that may split it: each slot has its own page or nothing. */
  #parted({ slot, page, pageCount }: Folio, { refused, storedPages }: StoreOutcome): number {
    const here = pagesAt(this.#watched, slot, pageCount);
    assert.equal(here.filter((found) => found !== null).length, storedPages);
    assert.equal(refused === null, storedPages === pageCount);
    for (const [i, found] of here.entries()) {
      this.expected.delete(slot + i);
      if (found === null) continue;
      assert.equal(found, page + i);
      this.expected.set(slot + i, found);
    }
    return 0;
  }

  #load(): void {
    const slot = this.#idleRegion() * REGION_SLOTS + this.#random.below(REGION_SLOTS);
    const present = this.expected.delete(slot);
    assert.equal(this.#watched.zswap.load(slot), present, 'what is in zswap can be loaded');
    if (present) this.loadedPages++;
  }

  #free(folio: Folio): void {
    this.#watched.zswap.eraseFolio(folio);
    for (let i = 0; i < folio.pageCount; i++) this.expected.delete(folio.slot + i);
  }

  #folio(region: number, task: number): Folio {
    const pageCount = SIZES[this.#random.below(SIZES.length)];
    const memcg = task % this.#watched.zswap.memcgs.length;
    return folioAt(this.#random.below(32), pageCount, region * REGION_SLOTS, memcg);
  }

  #idleRegion(): number {
    const busy = new Set([...this.#inFlight.values()].map(({ region }) => region));
    const idle = Array.from({ length: REGIONS }, (_, region) => region).filter(
      (region) => !busy.has(region),
    );
    return idle[this.#random.below(idle.length)];
  }
}
