/** Treatment of zero pages of a file, holes included: zero pages, or pages that were not present. */
export type Holes = 'zero' | 'absent';

/** Placement of folios on NUMA nodes. */
export type NumaPolicy = 'local' | 'interleave';
