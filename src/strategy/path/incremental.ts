import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { admitMemcg, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { compressedBy, compressPage } from './page.js';

/**
 * The v7 patch: the memcg limit once, the global limit before every page, and every counter page by page. Known bug,
 * reproduced: ZSWPOUT of the pages that were in is not taken back when a later page fails.
 *
 * Source: zswap_store() and zswap_store_page() of patch 5/8, 20240924011709.7037-6-kanchana.p.sridhar@intel.com.
 */
export function* incremental(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters } = zswap;
  const { pageCount } = folio;
  const over = yield* admitMemcg(zswap, folio, limits, pageCount);
  if (over !== null) return refused(zswap, folio, limits, over, 0, 0);
  if (!zswap.getPool(folio)) return refused(zswap, folio, limits, 'pool_ref', 0, 0);
  for (let index = 0; index < pageCount; index++) {
    yield costs.limitCheckNs;
    const refusal = limits.global.admit(folio, 1);
    if (refusal !== null) return refused(zswap, folio, limits, refusal, index, index);
    // Each entry tries for a reference of its own.
    if (!zswap.poolAlive(folio)) return refused(zswap, folio, limits, 'pool_ref', index, index);

    yield costs.entryAllocateNs + costs.compressNs;
    const entry = zswap.allocateEntry(folio);
    const failed = compressPage(zswap, folio, limits, entry, index);
    if (failed !== null) {
      return refused(zswap, folio, limits, failed, index, compressedBy(failed, index));
    }

    yield costs.publishNs + costs.accountNs;
    if (!zswap.publish(entry, folio)) {
      zswap.discard(entry);
      return refused(zswap, folio, limits, 'alloc_fail', index, index + 1);
    }
    zswap.account(entry);
    zswap.addToLru(entry);
    counters.zswpout++;
  }
  const passed = settle(limits, folio, 0);
  if (passed !== null) return refused(zswap, folio, limits, passed, pageCount, pageCount);
  return stored(zswap, folio);
}
