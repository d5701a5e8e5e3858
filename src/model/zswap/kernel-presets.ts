/** What a kernel version decides and a strategy does not. */
export interface Kernel {
  /** Entries that one shrink_memcg() looks at, on one node. */
  readonly shrinkScan: number;
  /** Whether a page that does not compress is kept as it is while writeback is enabled, or refuses its folio. */
  readonly keepsIncompressible: boolean;
}

/**
 * Kernels by name. Scan budget: 1 up to v6.18, 32 in linux-mm of mid-2026 (`shrink_memcg` in mm/zswap.c). Incompressible
 * pages: kept since 6.18, commit dca4437a5861.
 */
export const KERNELS: ReadonlyMap<string, Kernel> = new Map([
  ['v7', { shrinkScan: 1, keepsIncompressible: false }],
  ['6.12', { shrinkScan: 1, keepsIncompressible: false }],
  ['6.13', { shrinkScan: 1, keepsIncompressible: false }],
  ['6.14', { shrinkScan: 1, keepsIncompressible: false }],
  ['6.18', { shrinkScan: 1, keepsIncompressible: true }],
  ['next', { shrinkScan: 32, keepsIncompressible: true }],
]);
