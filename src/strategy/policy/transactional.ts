import type { PolicyFactory } from '../limit-policy.js';

/**
 * Checks the limit before the store and compares the real size with it once all pages are compressed. A store that would
 * exceed it is rolled back, and its compressions are wasted.
 *
 * Source: the compare-exchange of Nhat Pham, quoted in CAJD7tkaRbsc7Lq7ihfony7sGwyiUjioQVAi7gZoWGxFmc+nT2A@mail.gmail.com, and the
 * slow path of Johannes Weiner, 20240925192006.GB876370@cmpxchg.org.
 */
export const transactional: PolicyFactory = (_zswap, limit) => ({
  settle: (folio, bytes) => {
    const uncountedBytes = limit.movesAtAllocation ? 0 : bytes;
    return uncountedBytes > limit.roomBytes(folio) ? limit.exceeded : null;
  },
});
