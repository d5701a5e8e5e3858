import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { type PageByPage, storePageByPage } from './page-by-page.js';

const V7: PageByPage = {
  globalPerPage: true,
  accountPage: (store) => {
    store.accountPage();
    store.countOut();
  },
  storedAll: (store) => store.stored(),
};

/**
 * The v7 patch: checks the memcg limit once and the global limit before every page, and updates every counter page by page.
 * Reproduced bug: a failure does not subtract the pages stored before it from ZSWPOUT.
 *
 * Source: zswap_store() and zswap_store_page() of patch 5/8, 20240924011709.7037-6-kanchana.p.sridhar@intel.com.
 */
export function incremental(store: Store): StorePath {
  return storePageByPage(store, V7);
}
