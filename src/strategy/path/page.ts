import type { Folio } from '../../folio/folio.js';
import { type Entry, NO_ENTRY } from '../../zswap/entries.js';
import type { Zswap } from '../../zswap/zswap.js';
import { charge } from '../admission.js';
import type { LimitPolicies, RejectCause } from '../strategy.js';

/** Puts a page that was just compressed to `length` bytes, -1 if it was not, into the pool, if the policies let it. */
export function insertPage(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  entry: Entry,
  index: number,
  length: number,
): RejectCause | null {
  if (length < 0) return 'compress_fail';
  const refusal = charge(limits, folio, length);
  if (refusal !== null) return refusal;
  return zswap.insert(entry, folio, index, length) ? null : 'alloc_fail';
}

/** How a page that is stored on its own stands before it is visible: its entry, or why there is none. */
export interface StoredPage {
  readonly entry: Entry;
  readonly failed: RejectCause | null;
  /** Whether it was compressed. */
  readonly compressed: boolean;
}

/** Allocates an entry for a page, compresses it and puts it into the pool; after a failure nothing is left of it. */
export function compressPage(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  index: number,
): StoredPage {
  const entry = zswap.allocateEntry(folio);
  if (entry === NO_ENTRY) return { entry, failed: 'kmemcache_fail', compressed: false };
  const length = zswap.compress(folio, index);
  const failed = insertPage(zswap, folio, limits, entry, index, length);
  if (failed !== null) zswap.entries.release(entry);
  return { entry, failed, compressed: true };
}
