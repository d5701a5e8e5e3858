import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { batch } from './batch.js';

/** Shrinks on the way back to user space, for each page stored. */
const SHRINKS_PER_PAGE = 2;

/**
 * As `batch` without a memcg limit check. The task writes the excess back after its store, outside reclaim.
 *
 * Source: Kanchana Sridhar's idea in SJ0PR11MB5678EA6E0A41B0C83CB7F8F3C9692@SJ0PR11MB5678.namprd11.prod.outlook.com.
 */
export function* deferred(store: Store): StorePath {
  const outcome = yield* batch(store);
  const memcg = store.zswap.memcgs[store.folio.memcg];
  store.leaveSwapCache();
  for (let left = SHRINKS_PER_PAGE * store.pageCount; left > 0 && !memcg.mayZswap(); left--) {
    if ((yield* store.shrinkMemcg()) === 'nothing') break;
  }
  return outcome;
}
