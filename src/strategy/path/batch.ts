import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';

/**
 * Checks the limits once for the whole folio, allocates all entries together and updates the counters once after the last
 * page, so that a failure has no counter to restore.
 *
 * Source: the request of the thread of 2024-09-24; limits as in 6.13 and later, zswap_store() of mm/zswap.c.
 */
export function batch(store: Store): StorePath {
  return storeInBatches(store, store.pageCount);
}

/** Stores a folio in batches of up to `batchPages` pages, each with its own checks, entries and counters. */
export function* storeInBatches(store: Store, batchPages: number): StorePath {
  const { costs, pageCount } = store;
  for (let first = 0; first < pageCount; first += batchPages) {
    const end = Math.min(first + batchPages, pageCount);
    const over = (yield* store.checkLimits(end - first)) ?? store.getPool();
    if (over !== null) return over;

    yield costs.entryAllocateNs * (end - first);
    const short = store.allocateEntries(end - first);
    if (short !== null) return short;

    for (let index = first; index < end; index++) {
      yield costs.compressNs;
      const failed = store.compress(index);
      if (failed !== null) return failed;

      yield costs.publishNs;
      const unseen = store.publish(index);
      if (unseen !== null) return unseen;
    }

    yield costs.accountNs;
    const unsettled = store.account();
    if (unsettled !== null) return unsettled;
  }
  return store.stored();
}
