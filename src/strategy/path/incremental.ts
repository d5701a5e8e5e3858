import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { type LimitPolicies, refused, type StorePath, stored } from '../strategy.js';

/**
 * The v7 patch: the global limit before every page, and every counter page by page. Known bug, reproduced: ZSWPOUT of
 * the pages that were in is not taken back when a later page fails.
 *
 * Source: zswap_store() and zswap_store_page() of patch 5/8, 20240924011709.7037-6-kanchana.p.sridhar@intel.com.
 */
export function* incremental(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters } = zswap;
  for (let index = 0; index < folio.pageCount; index++) {
    yield costs.limitCheckNs;
    const refusal = limits.global.admit(folio);
    if (refusal !== null) return refused(zswap, folio, refusal, index, index);

    yield costs.entryAllocateNs + costs.compressNs;
    const entry = zswap.entries.allocate();
    if (!zswap.compress(entry, folio, index)) {
      zswap.entries.release(entry);
      return refused(zswap, folio, 'compress_poor', index, index + 1);
    }

    yield costs.publishNs + costs.accountNs;
    zswap.publish(entry);
    zswap.account(entry);
    zswap.lru.add(entry);
    counters.zswpout++;
  }
  return stored(zswap, folio);
}
