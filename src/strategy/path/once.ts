import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { type LimitPolicies, refused, type StorePath, stored } from '../strategy.js';

/**
 * The limits once for the whole folio, entries allocated at once, and counters once after the last page, so that a
 * failure has nothing to take back.
 *
 * Source: what the thread of 2024-09-24 asks for; limits as in 6.13 and later, zswap_store() of mm/zswap.c.
 */
export function* once(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters, entries } = zswap;
  const { pageCount } = folio;
  yield costs.limitCheckNs;
  const refusal = limits.global.admit(folio);
  if (refusal !== null) return refused(zswap, folio, refusal, 0, 0);

  yield costs.entryAllocateNs * pageCount;
  const stores = new Uint32Array(pageCount);
  for (let index = 0; index < pageCount; index++) stores[index] = entries.allocate();

  for (let index = 0; index < pageCount; index++) {
    yield costs.compressNs;
    if (!zswap.compress(stores[index], folio, index)) {
      for (const unused of stores.subarray(index)) entries.release(unused);
      return refused(zswap, folio, 'compress_poor', index, index + 1);
    }
    yield costs.publishNs;
    zswap.publish(stores[index]);
  }

  yield costs.accountNs;
  for (const entry of stores) {
    zswap.account(entry);
    zswap.lru.add(entry);
  }
  counters.zswpout += pageCount;
  return stored(zswap, folio);
}
