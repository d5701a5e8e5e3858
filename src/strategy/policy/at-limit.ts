import type { Zswap } from '../../zswap/zswap.js';
import type { LimitPolicy } from '../strategy.js';

/** Compares nothing but the pool as it is: refuses at the limit, and in the hysteresis band once it was reached. */
export function atLimit(zswap: Zswap): LimitPolicy {
  return { admit: () => zswap.checkLimits() };
}
