import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { admit, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { Batch } from './batch.js';

/**
 * The limits once for the whole folio, entries allocated together, and counters once after the last page, so that a
 * failure has nothing to take back.
 *
 * Source: what the thread of 2024-09-24 asks for; limits as in 6.13 and later, zswap_store() of mm/zswap.c.
 */
export function* once(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters } = zswap;
  const { pageCount } = folio;
  const refusal = yield* admit(zswap, folio, limits, pageCount);
  if (refusal !== null) return refused(zswap, folio, limits, refusal, 0, 0);
  if (!zswap.getPool(folio)) return refused(zswap, folio, limits, 'pool_ref', 0, 0);

  yield costs.entryAllocateNs * pageCount;
  const batch = new Batch(zswap, folio, limits, 0, pageCount);
  const short = batch.allocate();
  if (short !== null) return refused(zswap, folio, limits, short, 0, 0);
  for (let index = 0; index < pageCount; index++) {
    yield costs.compressNs;
    const failed = batch.compress();
    if (failed !== null) return refused(zswap, folio, limits, failed, index, index + 1);
    yield costs.publishNs;
    const unseen = batch.publish();
    if (unseen !== null) return refused(zswap, folio, limits, unseen, index, index + 1);
  }

  yield costs.accountNs;
  const passed = settle(limits, folio, batch.bytes);
  if (passed !== null) return refused(zswap, folio, limits, passed, pageCount, pageCount);
  batch.account();
  counters.zswpout += pageCount;
  return stored(zswap, folio);
}
