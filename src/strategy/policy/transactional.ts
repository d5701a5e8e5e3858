import type { PolicyFactory } from '../strategy.js';
import { ONLY_ADMITS } from './at-limit.js';

/**
 * A look at the limit before, then the real size against it once all pages are compressed: a store that would pass it is
 * undone, its compression thrown away.
 *
 * Source: the compare-exchange of Nhat Pham, quoted in CAJD7tkaRbsc7Lq7ihfony7sGwyiUjioQVAi7gZoWGxFmc+nT2A@mail.gmail.com, and the
 * slow path of Johannes Weiner, 20240925192006.GB876370@cmpxchg.org.
 */
export const transactional: PolicyFactory = (_zswap, limit) => ({
  ...ONLY_ADMITS,
  admit: (folio) => limit.check(folio),
  settle: (folio, bytes) => {
    const yetToCount = limit.movesAtAllocation ? 0 : bytes;
    return yetToCount > limit.roomBytes(folio) ? limit.passed : null;
  },
});
