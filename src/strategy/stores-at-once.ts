import type { Folio } from '../model/folio/folio.js';
import { firstRefusedPage } from '../model/zswap/first-refused-page.js';
import { storeAtOnce } from '../model/zswap/store-at-once.js';
import { completeStore, runStore, type StoreSetting } from './run-store.js';
import type { StoreOutcome } from './store-outcome.js';

/**
 * Stores whole folios one after another, away from the limits. The strategy's path stores the first folio of each size and every
 * folio with a page that the kernel refuses; the others have the same effects without the path, in a tenth of the time. All folios
 * of a strategy from a module take its path.
 */
export class StoresAtOnce {
  readonly #setting: StoreSetting;
  /** By folio size, pages that an accepted folio adds to its memcg's page gauge; null for a size that the path does not store as a whole. */
  readonly #chargedPages = new Map<number, number | null>();
  readonly #always: boolean;

  /** @param always whether every folio takes the strategy's path */
  constructor(setting: StoreSetting, always = false) {
    this.#setting = setting;
    this.#always = always || setting.strategy.module !== undefined;
  }

  store(folio: Folio): StoreOutcome {
    const { zswap } = this.#setting;
    if (this.#always || firstRefusedPage(zswap, folio) >= 0) return this.#takePath(folio);
    const { pageCount } = folio;
    const charged = this.#chargedPages.get(pageCount);
    if (charged === undefined) return this.#first(folio);
    if (charged === null) return this.#takePath(folio);
    storeAtOnce(zswap, folio, charged);
    return { refused: null, storedPages: pageCount, failingPage: pageCount, wasted: 0 };
  }

  #first(folio: Folio): StoreOutcome {
    const memcg = this.#setting.zswap.memcgs[folio.memcg];
    const before = memcg.zswapped;
    const outcome = this.#takePath(folio);
    // A folio that was split before all its pages were stored has another failing page.
    const whole = outcome.refused === null && outcome.failingPage === folio.pageCount;
    this.#chargedPages.set(folio.pageCount, whole ? memcg.zswapped - before : null);
    return outcome;
  }

  #takePath(folio: Folio): StoreOutcome {
    return completeStore(runStore(this.#setting, folio));
  }
}
