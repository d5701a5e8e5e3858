import { PAGE_SIZE } from '../../common/page.js';
import type { PolicyFactory } from '../limit-policy.js';

// The penalty is a factor in 256ths. Each overshoot multiplies it by 1.5; each store below the limit reduces its excess over
// 1 by a 64th.
const ONE = 256;
const RECOVERY = 64;

/**
 * As `ratio`, with the estimate inflated after each overshoot, up to the uncompressed size.
 *
 * Source: the backoff that Yosry Ahmed puts off for later in CAJD7tkaRbsc7Lq7ihfony7sGwyiUjioQVAi7gZoWGxFmc+nT2A@mail.gmail.com.
 */
export const backoff: PolicyFactory = (zswap, limit) => {
  let penalty = ONE;
  const pageBytes = () =>
    Math.min(PAGE_SIZE, Math.ceil((zswap.averageLength.read(PAGE_SIZE) * penalty) / ONE));
  return {
    admit: (folio, pages) =>
      limit.check(folio) ?? (pages * pageBytes() > limit.roomBytes(folio) ? 'headroom' : null),
    settle: (folio, bytes) => {
      const uncountedBytes = limit.movesAtAllocation ? 0 : bytes;
      if (limit.roomBytes(folio) < uncountedBytes) {
        if (pageBytes() < PAGE_SIZE) penalty = Math.ceil((penalty * 3) / 2);
      } else {
        penalty -= Math.ceil((penalty - ONE) / RECOVERY);
      }
      return null;
    },
    rechecks: true,
  };
};
