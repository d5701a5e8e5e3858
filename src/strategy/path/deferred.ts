import type { Folio } from '../../model/folio/folio.js';
import { shrinkMemcg } from '../../model/zswap/shrink-memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { once } from './once.js';

/** Shrinks on the way back to user space, for each page stored. */
const SHRINKS_PER_PAGE = 2;

/**
 * As `once` with an open memcg limit; what is over it is written back after the store, outside reclaim, by the task that
 * stored.
 *
 * Source: Kanchana Sridhar's idea in SJ0PR11MB5678EA6E0A41B0C83CB7F8F3C9692@SJ0PR11MB5678.namprd11.prod.outlook.com.
 */
export function* deferred(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const outcome = yield* once(zswap, folio, limits);
  const memcg = zswap.memcgs[folio.memcg];
  // The store has ended: its pages have left the swap cache and may be written back too.
  zswap.underWay.delete(folio);
  for (let left = SHRINKS_PER_PAGE * folio.pageCount; left > 0 && !memcg.mayZswap(); left--) {
    const { result, costNs } = shrinkMemcg(zswap, memcg);
    yield costNs;
    if (result === 'nothing') break;
  }
  return outcome;
}
