import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { admit, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { accountBatch, storeBatch } from './batch-store.js';

/** Pages in a chunk: the batch of the batching series, 20260125033537.334628-26-kanchana.p.sridhar@intel.com. */
export const CHUNK_PAGES = 8;

/** Both limits before every eight pages, gauges after them; ZSWPOUT once the whole folio is in. */
export function* chunked(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { pageCount } = folio;
  for (let first = 0; first < pageCount; first += CHUNK_PAGES) {
    const count = Math.min(CHUNK_PAGES, pageCount - first);
    const refusal = yield* admit(zswap, folio, limits, count);
    if (refusal !== null) return refused(zswap, folio, limits, refusal, first, first);

    const chunk = yield* storeBatch(zswap, folio, limits, first, count);
    const published = first + chunk.published;
    if (chunk.refused !== null) {
      return refused(zswap, folio, limits, chunk.refused, published, first + chunk.compressed);
    }

    yield zswap.costs.accountNs;
    const passed = settle(limits, folio, chunk.bytes);
    if (passed !== null) return refused(zswap, folio, limits, passed, published, published);
    accountBatch(zswap, folio, chunk);
  }
  zswap.counters.zswpout += pageCount;
  return stored(zswap, folio);
}
