import type { Folio } from '../../folio/folio.js';
import type { Zswap } from '../../zswap/zswap.js';
import { charge } from '../admission.js';
import type { LimitPolicies, RejectCause } from '../strategy.js';

/** Pages that were compressed and published together and are in no counter yet. */
export interface Batch {
  readonly entries: Uint32Array;
  /** Compressed bytes. */
  bytes: number;
  /** Null while all goes well. */
  refused: RejectCause | null;
  /** Pages that are in. */
  published: number;
  /** Pages that were compressed. */
  compressed: number;
}

/**
 * Allocates the entries of `count` pages of a folio together, then compresses and publishes page by page. A failure
 * leaves what was published to the caller to erase.
 */
export function* storeBatch(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  first: number,
  count: number,
): Generator<number, Batch, void> {
  const { costs, entries } = zswap;
  yield costs.entryAllocateNs * count;
  const batch: Batch = {
    entries: new Uint32Array(count),
    bytes: 0,
    refused: null,
    published: 0,
    compressed: 0,
  };
  for (let i = 0; i < count; i++) batch.entries[i] = entries.allocate();
  for (let i = 0; i < count; i++) {
    yield costs.compressNs;
    const length = zswap.compress(folio, first + i);
    batch.compressed++;
    batch.refused = length < 0 ? 'compress_fail' : charge(limits, folio, length);
    if (batch.refused !== null) {
      for (const unused of batch.entries.subarray(i)) entries.release(unused);
      return batch;
    }
    zswap.insert(batch.entries[i], folio, first + i, length);
    yield costs.publishNs;
    zswap.publish(batch.entries[i]);
    batch.published++;
    batch.bytes += length;
  }
  return batch;
}

/** Counts the pages of a batch at once, before any of them joins the LRU, where writeback could take it. */
export function accountBatch(zswap: Zswap, folio: Folio, batch: Batch): void {
  const { entries } = zswap;
  zswap.memcgs[folio.memcg].charge(batch.bytes, batch.entries.length);
  for (const entry of batch.entries) {
    zswap.countStored(entries.length[entry]);
    entries.accounted[entry] = 1;
  }
  for (const entry of batch.entries) zswap.addToLru(entry);
}
