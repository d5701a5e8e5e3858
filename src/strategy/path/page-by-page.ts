import type { Store } from '../store.js';
import type { StoreOutcome } from '../store-outcome.js';
import type { StorePath } from '../strategy.js';

/** Differences between kernels in {@link storePageByPage}. */
export interface PageByPage {
  /** Checks the global limit before every page, not once with the memcg's, and takes a pool reference for each. */
  readonly globalPerPage?: true;
  /** Accounts the page published last. */
  accountPage(store: Store): void;
  /** Ends the store after its last page; the policies have settled. */
  storedAll(store: Store): StoreOutcome;
}

/** Stores a folio page by page: each is compressed, published, accounted and on the LRU before the next one begins. */
export function* storePageByPage(store: Store, kernel: PageByPage): StorePath {
  const { costs, pageCount } = store;
  const globalPerPage = kernel.globalPerPage === true;
  const over =
    (yield* globalPerPage ? store.checkMemcgLimit(pageCount) : store.checkLimits()) ??
    store.getPool();
  if (over !== null) return over;

  for (let index = 0; index < pageCount; index++) {
    if (globalPerPage) {
      yield costs.limitCheckNs;
      const full = store.checkGlobalLimit(1) ?? store.getPoolAgain();
      if (full !== null) return full;
    }

    yield costs.entryAllocateNs + costs.compressNs;
    const failed = store.allocateEntries(1) ?? store.compress(index);
    if (failed !== null) return failed;

    yield costs.publishNs + costs.accountNs;
    const unseen = store.publish(index);
    if (unseen !== null) return unseen;
    kernel.accountPage(store);
  }
  return store.account() ?? kernel.storedAll(store);
}
