import type { Folio } from '../../model/folio/folio.js';
import { refusalOf } from '../../model/zswap/compress-refusal.js';
import { type Entry, NO_ENTRY } from '../../model/zswap/entries.js';
import type { Zswap } from '../../model/zswap/zswap.js';
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
  if (length < 0) return refusalOf(length);
  const refusal = charge(limits, folio, length);
  if (refusal !== null) return refusal;
  return zswap.insert(entry, folio, index, length) ? null : 'alloc_fail';
}

/** Compresses a page into the pool as `entry`'s, NO_ENTRY if there was none; after a failure nothing is left of it. */
export function compressPage(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  entry: Entry,
  index: number,
): RejectCause | null {
  if (entry === NO_ENTRY) return 'kmemcache_fail';
  const length = zswap.compress(folio, index);
  const failed = insertPage(zswap, folio, limits, entry, index, length);
  if (failed !== null) zswap.entries.release(entry);
  return failed;
}

/** Pages that a store has compressed when it fails at page `index`. */
export function compressedBy(failed: RejectCause, index: number): number {
  return failed === 'kmemcache_fail' ? index : index + 1;
}
