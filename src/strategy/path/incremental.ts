import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { admitMemcg, charge, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';

/**
 * The v7 patch: the memcg limit once, the global limit before every page, and every counter page by page. Known bug,
 * reproduced: ZSWPOUT of the pages that were in is not taken back when a later page fails.
 *
 * Source: zswap_store() and zswap_store_page() of patch 5/8, 20240924011709.7037-6-kanchana.p.sridhar@intel.com.
 */
export function* incremental(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters, entries } = zswap;
  const { pageCount } = folio;
  const over = yield* admitMemcg(zswap, folio, limits, pageCount);
  if (over !== null) return refused(zswap, folio, limits, over, 0, 0);
  for (let index = 0; index < pageCount; index++) {
    yield costs.limitCheckNs;
    const refusal = limits.global.admit(folio, 1);
    if (refusal !== null) return refused(zswap, folio, limits, refusal, index, index);

    yield costs.entryAllocateNs + costs.compressNs;
    const length = zswap.compress(folio, index);
    const failed = length < 0 ? 'compress_fail' : charge(limits, folio, length);
    if (failed !== null) return refused(zswap, folio, limits, failed, index, index + 1);
    const entry = entries.allocate();
    zswap.insert(entry, folio, index, length);

    yield costs.publishNs + costs.accountNs;
    zswap.publish(entry);
    zswap.account(entry);
    zswap.addToLru(entry);
    counters.zswpout++;
  }
  const passed = settle(limits, folio, 0);
  if (passed !== null) return refused(zswap, folio, limits, passed, pageCount, pageCount);
  return stored(zswap, folio);
}
