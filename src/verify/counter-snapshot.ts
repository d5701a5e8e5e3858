import type { Zswap } from '../model/zswap/zswap.js';

/** Counters and gauges by name. */
export type CounterSnapshot = Readonly<Record<string, number>>;

/** Returns all counters and gauges that a step can change. */
export function counterSnapshot(zswap: Zswap): CounterSnapshot {
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

/** Returns the signed changes between two snapshots, as in `stored_pages +1`. */
export function movements(before: CounterSnapshot, after: CounterSnapshot): string[] {
  return Object.entries(after)
    .map(([name, value]) => [name, value - before[name]] as const)
    .filter(([, by]) => by !== 0)
    .map(([name, by]) => `${name} ${by > 0 ? '+' : ''}${by}`);
}
