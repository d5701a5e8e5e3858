import { PAGE_SIZE } from '../../common/page.js';
import type { PolicyFactory } from '../strategy.js';
import { ONLY_ADMITS } from './at-limit.js';

/** Compares the folio's uncompressed size with what is left: never far past the limit, and refuses what would fit. */
export const clearance: PolicyFactory = (_zswap, limit) => ({
  ...ONLY_ADMITS,
  admit: (folio, pages) =>
    limit.check(folio) ?? (pages * PAGE_SIZE > limit.roomBytes(folio) ? 'headroom' : null),
  looksAgain: true,
});

/**
 * Compares the folio's size times the average compressed length of late with what is left.
 *
 * Source: Yosry Ahmed, CAJD7tkY8D14j-e6imW9NxZCjTbx8tu_VaKDbRRQMdSeKX_kBuw@mail.gmail.com.
 */
export const ratio: PolicyFactory = (zswap, limit) => ({
  ...ONLY_ADMITS,
  admit: (folio, pages) => {
    const estimateBytes = pages * zswap.averageLength.read(PAGE_SIZE);
    return limit.check(folio) ?? (estimateBytes > limit.roomBytes(folio) ? 'headroom' : null);
  },
  looksAgain: true,
});
