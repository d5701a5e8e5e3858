import type { Store } from '../store.js';
import type { StorePath } from '../strategy.js';
import { storeInBatches } from './batch.js';

/** Pages in a chunk: the batch of the batching series, 20260125033537.334628-26-kanchana.p.sridhar@intel.com. */
export const CHUNK_PAGES = 8;

/** Checks both limits before every eight pages and updates the gauges after them; ZSWPOUT at the end of the folio. */
export function chunked(store: Store): StorePath {
  return storeInBatches(store, CHUNK_PAGES);
}
