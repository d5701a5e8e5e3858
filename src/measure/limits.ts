import { PAGE_SIZE } from '../common/page.js';
import { PoolLimit } from '../model/zswap/pool-limit.js';
import type { MemcgOptions } from '../model/zswap/zswap-options.js';
import type { Parameters } from '../result/document.js';

/** Both limits of one zswap. */
export interface Limits {
  readonly limit: PoolLimit;
  readonly memcgs: MemcgOptions;
}

/** The modelled machine, as asked for. */
export interface MachinePlan {
  /** Null: as much as is offered. */
  readonly totalRamBytes: number | null;
  readonly memcgs: number;
  /** Null for `none`. */
  readonly memcgMaxBytes: number | null;
  readonly memcgParentMaxBytes: number | null;
  readonly writeback: boolean;
}

/** The machine alone of a larger plan, as plain data. */
export function machineOf(plan: MachinePlan): MachinePlan {
  const { totalRamBytes, memcgs, memcgMaxBytes, memcgParentMaxBytes, writeback } = plan;
  return { totalRamBytes, memcgs, memcgMaxBytes, memcgParentMaxBytes, writeback };
}

/** A cell's limits, with nothing in them yet, when `offered` pages are offered. */
export function limitsOf(plan: MachinePlan, parameters: Parameters, offered: number): Limits {
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

/** Limits that refuse nothing. */
export function withoutLimits(memcgs = 1): Limits {
  return {
    limit: new PoolLimit(Number.MAX_SAFE_INTEGER, 100, 100),
    memcgs: { count: memcgs, maxPages: null, parentMaxPages: null, writeback: true },
  };
}

function wholePages(bytes: number): number {
  return Math.floor(bytes / PAGE_SIZE);
}
