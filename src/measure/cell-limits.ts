import { PAGE_SIZE } from '../common/page.js';
import { PoolLimit } from '../model/zswap/pool-limit.js';
import type { MemcgOptions } from '../model/zswap/zswap-options.js';
import type { Parameters, Settings } from '../result/settings.js';

/** Pool limit and memcg limits of a cell. */
export interface CellLimits {
  readonly limit: PoolLimit;
  readonly memcgs: MemcgOptions;
}

/** Settings that the limits depend on. */
export type LimitSettings = Pick<
  Settings,
  'totalRamBytes' | 'memcgs' | 'memcgMaxBytes' | 'memcgParentMaxBytes' | 'writeback'
>;

/**
 * Returns new limits for a cell.
 *
 * @param offered pages offered, the RAM size where none is given
 */
export function limitsOf(plan: LimitSettings, parameters: Parameters, offered: number): CellLimits {
  const ram = plan.totalRamBytes === null ? offered : wholePages(plan.totalRamBytes);
  return {
    limit: new PoolLimit(
      ram,
      parameters['max-pool-percent'],
      parameters['accept-threshold-percent'],
    ),
    memcgs: {
      count: plan.memcgs,
      maxPages: plan.memcgMaxBytes === null ? null : wholePages(plan.memcgMaxBytes),
      parentMaxPages:
        plan.memcgParentMaxBytes === null ? null : wholePages(plan.memcgParentMaxBytes),
      writeback: plan.writeback,
    },
  };
}

/** Returns limits that are never reached. */
export function withoutLimits(memcgs = 1): CellLimits {
  return {
    limit: new PoolLimit(Number.MAX_SAFE_INTEGER, 100, 100),
    memcgs: { count: memcgs, maxPages: null, parentMaxPages: null, writeback: true },
  };
}

function wholePages(bytes: number): number {
  return Math.floor(bytes / PAGE_SIZE);
}
