/** Counters with the kernel's names: /sys/kernel/debug/zswap and /proc/vmstat. memcgs keep their own. */
export class Counters {
  /** Entries stored now. */
  stored_pages = 0;
  /** Entries stored now as they are, 4096 bytes long. */
  stored_incompressible_pages = 0;
  /** Checks of the global limit that found the pool at or above it. */
  pool_limit_hit = 0;
  /** Pages at which the compressor failed, for want of room or otherwise. */
  reject_compress_fail = 0;
  /** Pages that a compressor which does not look for the end of its room made too long. */
  reject_compress_poor = 0;
  /** Pages for which zsmalloc or the index found no memory. */
  reject_alloc_fail = 0;
  /** Pages for which the slab had no entry. */
  reject_kmemcache_fail = 0;
  /** Entries that writeback met and could not write; not a store that was rejected. */
  reject_reclaim_fail = 0;
  written_back_pages = 0;
  /** Pages accepted; never falls. */
  zswpout = 0;
  /** Pages loaded. */
  zswpin = 0;
  /** Pages written back. */
  zswpwb = 0;
}

export type CounterName = keyof Counters | MemcgCounterName;

/** The gauges of memory.stat, all memcgs together: compressed bytes, and pages. */
export type MemcgCounterName = 'memcg_zswap' | 'memcg_zswapped';
