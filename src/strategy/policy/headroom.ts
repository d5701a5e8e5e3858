import { PAGE_SIZE } from '../../common/page.js';
import type { PolicyFactory } from '../limit-policy.js';

/** Compares the folio's uncompressed size with the room: little overshoot, many false rejects. */
export const clearance: PolicyFactory = (_zswap, limit) => ({
  admit: (folio, pages) =>
    limit.check(folio) ?? (pages * PAGE_SIZE > limit.roomBytes(folio) ? 'headroom' : null),
  rechecks: true,
});

/**
 * Compares the folio's size times the recent average compressed length with the room.
 *
 * Source: Yosry Ahmed, CAJD7tkY8D14j-e6imW9NxZCjTbx8tu_VaKDbRRQMdSeKX_kBuw@mail.gmail.com.
 */
export const ratio: PolicyFactory = (zswap, limit) => ({
  admit: (folio, pages) => {
    const estimateBytes = pages * zswap.averageLength.read(PAGE_SIZE);
    return limit.check(folio) ?? (estimateBytes > limit.roomBytes(folio) ? 'headroom' : null);
  },
  rechecks: true,
});
