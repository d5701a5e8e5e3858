/** Counters with the kernel's names: /sys/kernel/debug/zswap, and zswpout of /proc/vmstat. */
export class Counters {
  /** Entries stored now. */
  stored_pages = 0;
  /** Entries stored now as they are, 4096 bytes long. */
  stored_incompressible_pages = 0;
  /** Checks of the global limit that found the pool at or above it. */
  pool_limit_hit = 0;
  reject_compress_poor = 0;
  /** Pages accepted; never falls. */
  zswpout = 0;
}

export type CounterName = keyof Counters;
