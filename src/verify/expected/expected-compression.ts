import type { Overflow } from '../../compressor/compressor.js';

const PAGE_BYTES = 4096;

/** Rules of a case's kernel and memcgs for pages that do not compress. */
export interface CompressionRules {
  /** Whether such a page is kept as it is. */
  readonly keeps: boolean;
  /** Longest output that counts as compressed, in bytes. */
  readonly longest: number;
  /** Cause of a failure by length. */
  readonly overflow: Overflow;
}

/** One compression. */
export interface Compression {
  readonly payloadBytes: number;
  /** Whether the compressor was made to fail. */
  readonly error: boolean;
  /** Whether a fault was injected, of either kind. */
  readonly overflows: boolean;
}

/** Returns the expected length of a page, or the cause for which it fails. Source: zswap_compress() of mm/zswap.c, v6.18. */
export function expectedCompression(
  { keeps, longest, overflow }: CompressionRules,
  { payloadBytes, error, overflows }: Compression,
): { readonly failed: Overflow | null; readonly lengthBytes: number } {
  if (!error && !overflows && payloadBytes <= longest) {
    return { failed: null, lengthBytes: payloadBytes };
  }
  if (keeps) return { failed: null, lengthBytes: PAGE_BYTES };
  return { failed: error ? 'compress_fail' : overflow, lengthBytes: 0 };
}
