import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { batch } from './batch.js';

/** Maximum shrinks of a store per page: one to clear a referenced bit and one to write back. */
const SHRINKS_PER_PAGE = 2;

/**
 * Makes room first: while either limit would refuse, shrinks the folio's memcg and checks both again, within a budget that
 * writes back at most as many pages as the folio has. Then as `batch`.
 */
export function* recheck(store: Store): StorePath {
  for (let left = SHRINKS_PER_PAGE * store.pageCount; left > 0; left--) {
    yield store.costs.limitCheckNs;
    const cause = store.probeLimits();
    if (cause === null) break;
    if ((yield* store.shrinkMemcg()) === 'nothing') return store.refuse(cause);
  }
  return yield* batch(store);
}
