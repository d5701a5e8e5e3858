/**
 * Counters with the kernel's names: /sys/kernel/debug/zswap and /proc/vmstat. Types, zero counters and the reader of
 * results derive from this list.
 */
export const COUNTERS = [
  /** Entries stored now. */
  'stored_pages',
  /** Entries stored now uncompressed, 4096 bytes long. */
  'stored_incompressible_pages',
  /** Checks of the global limit that found the pool at or above it. */
  'pool_limit_hit',
  /** Pages at which the compressor failed, for lack of room or otherwise. */
  'reject_compress_fail',
  /** Pages made too long by a compressor that does not check the end of its buffer. */
  'reject_compress_poor',
  /** Pages for which zsmalloc or the index found no memory. */
  'reject_alloc_fail',
  /** Pages for which the slab had no entry. */
  'reject_kmemcache_fail',
  /** Entries that writeback could not write; no rejected store. */
  'reject_reclaim_fail',
  'written_back_pages',
  /** Pages accepted; never falls. */
  'zswpout',
  /** Pages loaded. */
  'zswpin',
  /** Pages written back. */
  'zswpwb',
] as const;

export type GlobalCounterName = (typeof COUNTERS)[number];
