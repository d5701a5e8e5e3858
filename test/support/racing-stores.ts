import assert from 'node:assert/strict';
import type { Work } from '../../src/engine/virtual-cpus.js';
import type { Folio } from '../../src/folio/folio.js';
import type { Random } from '../../src/memory/random.js';
import type {
  LimitPolicies,
  StoreOutcome,
  StorePath,
  Strategy,
} from '../../src/strategy/strategy.js';
import { pagesAt } from './books.js';
import { folioAt, type WatchedZswap } from './watched-zswap.js';

const REGIONS = 12;
const REGION_SLOTS = 16;
const STORES = 40;

/**
 * Stores and frees at random over few swap slots, so that folios meet older entries. As in the kernel, whose folios are
 * locked, no two stores under way share a slot. Keeps its own map of what must be where.
 */
export class RacingStores implements Work<StoreOutcome> {
  /** The corpus page that must be at each slot, by the outcomes. */
  readonly expected = new Map<number, number>();
  acceptedPages = 0;
  readonly refused = { pool_limit: 0, hysteresis: 0, compress_poor: 0 };
  readonly #watched: WatchedZswap;
  readonly #strategy: Strategy;
  readonly #limits: LimitPolicies;
  readonly #random: Random;
  readonly #underWay = new Map<number, { region: number; folio: Folio }>();
  #left = STORES;

  constructor(watched: WatchedZswap, strategy: Strategy, random: Random) {
    this.#watched = watched;
    this.#strategy = strategy;
    this.#limits = { global: strategy.globalPolicy(watched.zswap) };
    this.#random = random;
  }

  next(task: number): StorePath | null {
    if (this.#left-- <= 0) return null;
    if (this.#random.below(3) === 0) this.#free(this.#folio(this.#idleRegion()));
    const region = this.#idleRegion();
    const folio = this.#folio(region);
    this.#underWay.set(task, { region, folio });
    return this.#strategy.path(this.#watched.zswap, folio, this.#limits);
  }

  ended(task: number, { refused, failingPage, compressions }: StoreOutcome): void {
    const { folio } = this.#underWay.get(task) as { folio: Folio };
    const { slot, page, pageCount } = folio;
    this.#underWay.delete(task);
    if (refused !== null) {
      this.refused[refused]++;
      assert.ok(failingPage < pageCount && compressions >= failingPage);
      assert.deepEqual(pagesAt(this.#watched, slot, pageCount), Array(pageCount).fill(null));
      for (let i = 0; i < pageCount; i++) this.expected.delete(slot + i);
      return;
    }
    this.acceptedPages += pageCount;
    assert.deepEqual([failingPage, compressions], [pageCount, pageCount]);
    for (let i = 0; i < pageCount; i++) this.expected.set(slot + i, page + i);
    assert.deepEqual(
      pagesAt(this.#watched, slot, pageCount),
      Array.from({ length: pageCount }, (_, i) => page + i),
    );
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

  #free(folio: Folio): void {
    this.#watched.zswap.eraseFolio(folio);
    for (let i = 0; i < folio.pageCount; i++) this.expected.delete(folio.slot + i);
  }

  #folio(region: number): Folio {
    const pageCount = [1, 4, 8, 16][this.#random.below(4)];
    return folioAt(this.#random.below(32), pageCount, region * REGION_SLOTS);
  }

  #idleRegion(): number {
    const busy = new Set([...this.#underWay.values()].map(({ region }) => region));
    const idle = Array.from({ length: REGIONS }, (_, region) => region).filter(
      (region) => !busy.has(region),
    );
    return idle[this.#random.below(idle.length)];
  }
}
