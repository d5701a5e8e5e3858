/**
 * Causes of a failed store, in the order of tables and documents. Types, zero tallies, the reader of results and the
 * columns of tables derive from this list.
 */
export const REJECT_CAUSES = [
  /** The pool was at or above its limit. */
  'pool_limit',
  /** The pool was below its limit, but not yet below the accept threshold. */
  'hysteresis',
  'memcg_limit',
  /** An estimate did not fit below one of the limits. */
  'headroom',
  /** The kernel takes no large folio. */
  'large_folio',
  /** The pool was being replaced. */
  'pool_ref',
  /** A page is incompressible and may not be stored uncompressed. */
  'compress_fail',
  /** Likewise, with a compressor that does not check the end of its buffer (lzo until 6.14). */
  'compress_poor',
  /** zsmalloc or the index found no memory. */
  'alloc_fail',
  /** The slab had no entry. */
  'kmemcache_fail',
] as const;

export type RejectCause = (typeof REJECT_CAUSES)[number];

/** Causes for which a folio is refused at or near a limit. */
export const LIMIT_CAUSES: ReadonlySet<RejectCause | null> = new Set<RejectCause>([
  'pool_limit',
  'hysteresis',
  'memcg_limit',
  'headroom',
]);

/** Folios by cause. */
export type Rejects = Readonly<Record<RejectCause, number>>;
