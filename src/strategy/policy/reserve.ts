import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { PolicyFactory } from '../limit-policy.js';

/**
 * Reserves the estimated size at admission, so that stores in flight count against each other. A store whose pages turn
 * out larger reserves more page by page, and fails if there is no room; the rest of a reservation is released at the end.
 * Usage and reservations together never exceed the limit.
 */
export const reserve: PolicyFactory = (zswap, limit) => {
  /** Bytes reserved and not used yet, by the folio in flight. */
  const unused = new Map<Folio, number>();
  /** Bytes reserved in all. */
  const reserved = new Map<Folio, number>();
  const reserveMore = (folio: Folio, bytes: number): boolean => {
    if (!limit.reserve(folio, bytes)) return false;
    unused.set(folio, (unused.get(folio) ?? 0) + bytes);
    reserved.set(folio, (reserved.get(folio) ?? 0) + bytes);
    return true;
  };
  const release = (folio: Folio) => {
    limit.release(folio, reserved.get(folio) ?? 0);
    unused.delete(folio);
    reserved.delete(folio);
  };
  return {
    admit: (folio, pages) => {
      const refusal = limit.check(folio);
      if (refusal !== null) return refusal;
      return reserveMore(folio, pages * zswap.averageLength.read(PAGE_SIZE)) ? null : 'headroom';
    },
    charge: (folio, length) => {
      const needed = limit.costBytes(length);
      const missing = needed - (unused.get(folio) ?? 0);
      if (missing > 0 && !reserveMore(folio, missing)) return 'headroom';
      unused.set(folio, (unused.get(folio) ?? 0) - needed);
      if (limit.movesAtAllocation) {
        limit.release(folio, needed);
        reserved.set(folio, (reserved.get(folio) ?? 0) - needed);
      }
      return null;
    },
    settle: (folio) => {
      release(folio);
      return null;
    },
    undo: release,
    rechecks: true,
  };
};
