import type { PolicyFactory } from '../strategy.js';
import { ONLY_ADMITS } from './at-limit.js';

/** Knows every compressed length beforehand and admits what fits, whatever the full flag says. */
export const clairvoyant: PolicyFactory = (zswap, limit) => ({
  ...ONLY_ADMITS,
  admit: (folio, pages) => {
    const lengths = Uint16Array.from({ length: pages }, (_, i) => zswap.lengthOf(folio, i));
    return limit.costBytesOfAll(lengths) > limit.roomBytes(folio) ? limit.passed : null;
  },
  looksAgain: true,
});
