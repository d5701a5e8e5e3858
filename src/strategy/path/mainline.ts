import { incompressiblePages } from '../../model/zswap/length-rules.js';
import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { type PageByPage, storePageByPage } from './page-by-page.js';

// Source: zswap_store() of mm/zswap.c at each release; for 6.13 the merge b7c0ccdfbafd, for 6.14 the fix 63895d20d63b.

const SINCE_614: PageByPage = {
  accountPage: (store) => store.accountPage(),
  storedAll: (store) => store.stored(),
};

/** 6.12: refuses a large folio at once without touching older entries; stores a single page as in 6.14. */
export function mainline612(store: Store): StorePath {
  return store.pageCount > 1 ? refuseLarge(store) : mainline614(store);
}

function* refuseLarge(store: Store): StorePath {
  yield store.costs.limitCheckNs;
  return store.refuseUntouched('large_folio');
}

/** 6.14 and later: limits once, charge and stored_pages page by page once the entry is visible, ZSWPOUT at the end. */
export function mainline614(store: Store): StorePath {
  return storePageByPage(store, SINCE_614);
}

/**
 * 6.13: charge and stored_pages once, after the last page. Reproduced bugs: freeing an entry subtracts both even if they were
 * not yet added, so every failed store leaves them too low by its pages; and the charge adds one page to `zswapped`,
 * regardless of the folio's size.
 */
export function mainline613(store: Store): StorePath {
  const { zswap, folio } = store;
  const { entries } = zswap;
  let bytes = 0;
  let incompressible = 0;
  return storePageByPage(store, {
    accountPage: () =>
      store.accountPage((entry) => {
        entries.accounted[entry] = 1;
        bytes += entries.length[entry];
        incompressible += incompressiblePages(zswap.kernel, entries.length[entry]);
      }),
    storedAll: () => {
      zswap.memcgs[folio.memcg].charge(bytes, 1);
      zswap.gauges.add(folio.pageCount, incompressible);
      return store.stored();
    },
  });
}
