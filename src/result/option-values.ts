/** Treatment of zero pages of a file, holes included: zero pages, or pages that were not present. */
export type Holes = 'zero' | 'absent';

/** Allocations of a store that can fail: of an entry, of pool memory, of a node of the index. */
export const ALLOCATIONS = ['entry_alloc', 'zs_malloc', 'index_node'] as const;

/** Share of the allocations of one kind that fail. */
export interface FailRate {
  readonly point: (typeof ALLOCATIONS)[number];
  readonly percent: number;
}

/** Placement of folios on NUMA nodes. */
export type NumaPolicy = 'local' | 'interleave';
