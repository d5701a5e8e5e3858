import type { CellLimits } from '../../src/measure/cell-limits.js';
import { PoolLimit } from '../../src/model/zswap/pool-limit.js';

/** Limits of a pool limit and one memcg without limits. */
export function limitedTo(poolPages: number, acceptPercent = 90): CellLimits {
  return {
    limit: new PoolLimit(poolPages, 100, acceptPercent),
    memcgs: { count: 1, maxPages: null, parentMaxPages: null, writeback: true },
  };
}
