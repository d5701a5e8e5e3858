import type { Zswap } from '../model/zswap/zswap.js';

/** Counters and gauges by name. */
export type Readings = Readonly<Record<string, number>>;

/** All that a step can move. */
export function readingsOf(zswap: Zswap): Readings {
  const { counters, memcgParent, memcgs, pool, entryPoolRefs, poolHolders } = zswap;
  return {
    ...counters,
    memcg_zswap: memcgParent.zswapBytes,
    memcg_zswapped: memcgParent.zswapped,
    pool_pages: pool.pagesAllocated,
    pool_refs: entryPoolRefs + poolHolders.size,
    lru_entries: memcgs.reduce((sum, { lruEntries }) => sum + lruEntries, 0),
  };
}

/** What moved between two readings, signed: `stored_pages +1`. */
export function movements(before: Readings, after: Readings): string[] {
  return Object.entries(after)
    .map(([name, value]) => [name, value - before[name]] as const)
    .filter(([, by]) => by !== 0)
    .map(([name, by]) => `${name} ${by > 0 ? '+' : ''}${by}`);
}
