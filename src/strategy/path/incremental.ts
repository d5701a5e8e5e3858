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
 * The v7 patch: the memcg limit once, the global limit before every page, and every counter page by page. Known bug,
 * reproduced: a failure does not take back ZSWPOUT of the pages stored before it.
 *
 * Source: zswap_store() and zswap_store_page() of patch 5/8, 20240924011709.7037-6-kanchana.p.sridhar@intel.com.
 */
export function incremental(store: Store): StorePath {
  return storePageByPage(store, V7);
}
