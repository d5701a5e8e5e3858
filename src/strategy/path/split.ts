import type { StorePath, StorePathFunction } from '../strategy.js';

/**
 * Returns a store path that stores the pages of a failed large folio one by one as order-0 folios. No kernel does so: a folio
 * is in zswap as a whole or not at all.
 */
export function split(base: StorePathFunction): StorePathFunction {
  return function* splitOnFailure(store): StorePath {
    const whole = yield* base(store);
    if (whole.refused === null || store.pageCount === 1) return whole;
    for (let index = 0; index < store.pageCount; index++) yield* base(store.startPage(index));
    return store.endOfPages();
  };
}
