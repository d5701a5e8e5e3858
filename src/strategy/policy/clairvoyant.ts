import type { PolicyFactory } from '../limit-policy.js';

/** Knows every compressed length in advance and admits each folio that fits, regardless of the full flag. */
export const clairvoyant: PolicyFactory = (zswap, limit) => ({
  admit: (folio, pages) => {
    const lengths = Uint16Array.from({ length: pages }, (_, i) => zswap.lengthOf(folio, i));
    return limit.costBytesOfAll(lengths) > limit.roomBytes(folio) ? limit.exceeded : null;
  },
  rechecks: true,
});
