/** Rules that depend on the kernel release and not on the strategy. */
export interface Kernel {
  /** Entries that one shrink_memcg() scans, on one node. */
  readonly shrinkScan: number;
  /**
   * Whether a page that does not compress is kept as it is while writeback is enabled. Where it is not, a page of more than 4096
   * compressed bytes refuses its folio, and one of exactly 4096 is stored as a compressed page.
   */
  readonly keepsIncompressible: boolean;
  /** Whether lzo overruns its output buffer, so that a page that it makes too long counts as compress_poor. */
  readonly lzoOverruns: boolean;
}

const ALL_OR_NOTHING: Kernel = { shrinkScan: 1, keepsIncompressible: false, lzoOverruns: false };
const OVERRUNNING: Kernel = { ...ALL_OR_NOTHING, lzoOverruns: true };
const KEEPING: Kernel = { ...ALL_OR_NOTHING, keepsIncompressible: true };

/**
 * Presets by name, oldest first. A preset is named after the first release that behaves so, or its only one; it stands for the last
 * stable release of that series. `6.16` covers 6.15 and 6.16, `6.18` covers 6.18 to 7.2, `7.3` covers 7.3 and later.
 *
 * - Scan budget: `shrink_memcg` in mm/zswap.c, 1 up to v7.2, 32 (SWAP_CLUSTER_MAX) from v7.3 on.
 * - Incompressible pages: kept since v6.18, commit dca4437a5861. Before, zswap_compress() passes any length to zs_malloc(), which
 *   refuses more than 4096; read in the source up to v6.17, seen on running kernels up to 6.16.
 * - lzo: it respects the end of its buffer since 6.12.31, 6.14.9 and 6.15, commit cc47f07234f7; 6.13 ended before that.
 * - 6.17 has the rules of 6.16 but another zstd, see `choiceForKernel`.
 */
export const KERNELS: ReadonlyMap<string, Kernel> = new Map([
  ['v7', OVERRUNNING],
  ['6.12', ALL_OR_NOTHING],
  ['6.13', OVERRUNNING],
  ['6.14', ALL_OR_NOTHING],
  ['6.16', ALL_OR_NOTHING],
  ['6.17', ALL_OR_NOTHING],
  ['6.18', KEEPING],
  ['7.3', { ...KEEPING, shrinkScan: 32 }],
]);
