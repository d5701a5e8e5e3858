import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { LimitPolicies, StorePath, StorePathFunction } from '../strategy.js';

/**
 * A store path that, where a large folio fails, stores its pages one by one as order-0 folios. The swap path of no kernel
 * does so: a folio is in zswap as a whole or not at all.
 */
export function split(base: StorePathFunction): StorePathFunction {
  return function* (zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
    const whole = yield* base(zswap, folio, limits);
    if (whole.refused === null || folio.pageCount === 1) return whole;
    let storedPages = 0;
    let { wasted } = whole;
    for (let index = 0; index < folio.pageCount; index++) {
      const outcome = yield* base(zswap, pageOf(folio, index), limits);
      storedPages += outcome.storedPages;
      wasted += outcome.wasted;
    }
    const refused = storedPages === folio.pageCount ? null : whole.refused;
    return { ...whole, refused, storedPages, wasted };
  };
}

function pageOf(folio: Folio, index: number): Folio {
  return { ...folio, slot: folio.slot + index, page: folio.page + index, pageCount: 1 };
}
