import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies, RejectCause, StoreOutcome } from './strategy.js';

/** Ends a store that got all its pages in. */
export function stored(zswap: Zswap, folio: Folio): StoreOutcome {
  const { pageCount } = folio;
  zswap.poolHolders.delete(folio);
  zswap.events.accepted(pageCount);
  return { refused: null, storedPages: pageCount, failingPage: pageCount, wasted: 0 };
}

/**
 * Ends a store that failed: the policies take back what they hold, none of the folio's pages stays, old or new, and the
 * shrink worker is queued if the pool is full or an estimate of it did not fit.
 *
 * @param failingPage index of the page at which it failed
 * @param wasted pages that were compressed
 */
export function refused(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  cause: RejectCause,
  failingPage: number,
  wasted: number,
): StoreOutcome {
  limits.memcg.undo(folio);
  limits.global.undo(folio);
  zswap.eraseFolio(folio);
  zswap.poolHolders.delete(folio);
  if (zswap.limit.full || cause === 'headroom') zswap.queueWorker();
  zswap.events.refused(folio.pageCount);
  return { refused: cause, storedPages: 0, failingPage, wasted };
}
