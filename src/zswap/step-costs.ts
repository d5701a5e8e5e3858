import type { PageCost } from '../compressor/compressor.js';

/**
 * Virtual time of a store path's steps, in ns. Only the compressor's share is measured (docs/costs.md); the others are
 * of the order that a 6.18 kernel spends on a page beside compressing it, about 2.5 us with reclaim around it.
 */
export interface StepCosts {
  readonly limitCheckNs: number;
  readonly entryAllocateNs: number;
  /** Compress a page, allocate from zsmalloc, copy. */
  readonly compressNs: number;
  readonly publishNs: number;
  readonly accountNs: number;
}

/** The steps' costs for a compressor. */
export function stepCosts(cost: PageCost): StepCosts {
  return {
    limitCheckNs: 50,
    entryAllocateNs: 100,
    compressNs: cost.compressNs + 400,
    publishNs: 200,
    accountNs: 50,
  };
}
