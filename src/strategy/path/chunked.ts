import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { admit, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { Batch } from './batch.js';

/** Pages in a chunk: the batch of the batching series, 20260125033537.334628-26-kanchana.p.sridhar@intel.com. */
export const CHUNK_PAGES = 8;

/** Both limits before every eight pages, gauges after them; ZSWPOUT once the whole folio is in. */
export function* chunked(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs, counters } = zswap;
  const { pageCount } = folio;
  for (let first = 0; first < pageCount; first += CHUNK_PAGES) {
    const end = Math.min(first + CHUNK_PAGES, pageCount);
    const refusal = yield* admit(zswap, folio, limits, end - first);
    if (refusal !== null) return refused(zswap, folio, limits, refusal, first, first);
    if (first === 0 && !zswap.getPool(folio)) {
      return refused(zswap, folio, limits, 'pool_ref', 0, 0);
    }

    yield costs.entryAllocateNs * (end - first);
    const batch = new Batch(zswap, folio, limits, first, end - first);
    const short = batch.allocate();
    if (short !== null) return refused(zswap, folio, limits, short, first, first);
    for (let index = first; index < end; index++) {
      yield costs.compressNs;
      const failed = batch.compress();
      if (failed !== null) return refused(zswap, folio, limits, failed, index, index + 1);
      yield costs.publishNs;
      const unseen = batch.publish();
      if (unseen !== null) return refused(zswap, folio, limits, unseen, index, index + 1);
    }

    yield costs.accountNs;
    const passed = settle(limits, folio, batch.bytes);
    if (passed !== null) return refused(zswap, folio, limits, passed, end, end);
    batch.account();
  }
  counters.zswpout += pageCount;
  return stored(zswap, folio);
}
