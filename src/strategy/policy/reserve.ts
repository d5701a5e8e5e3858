import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { PolicyFactory } from '../strategy.js';

/**
 * Lays claim to the estimated size at admission, so that stores under way count against each other. A store whose pages
 * turn out larger claims more page by page, and fails if there is no more; what was claimed too much is given back at
 * the end. Usage and claims together never pass the limit.
 */
export const reserve: PolicyFactory = (zswap, limit) => {
  /** Claimed and not used yet, by the folio being stored. */
  const unused = new Map<Folio, number>();
  /** Claimed in all. */
  const claimed = new Map<Folio, number>();
  const claim = (folio: Folio, bytes: number): boolean => {
    if (!limit.claim(folio, bytes)) return false;
    unused.set(folio, (unused.get(folio) ?? 0) + bytes);
    claimed.set(folio, (claimed.get(folio) ?? 0) + bytes);
    return true;
  };
  const release = (folio: Folio) => {
    limit.release(folio, claimed.get(folio) ?? 0);
    unused.delete(folio);
    claimed.delete(folio);
  };
  return {
    admit: (folio, pages) => {
      const refusal = limit.check(folio);
      if (refusal !== null) return refusal;
      return claim(folio, pages * zswap.averageLength.read(PAGE_SIZE)) ? null : 'headroom';
    },
    charge: (folio, length) => {
      const needed = limit.costBytes(length);
      const missing = needed - (unused.get(folio) ?? 0);
      if (missing > 0 && !claim(folio, missing)) return 'headroom';
      unused.set(folio, (unused.get(folio) ?? 0) - needed);
      if (limit.movesAtAllocation) {
        limit.release(folio, needed);
        claimed.set(folio, (claimed.get(folio) ?? 0) - needed);
      }
      return null;
    },
    settle: (folio) => {
      release(folio);
      return null;
    },
    undo: release,
    looksAgain: true,
  };
};
