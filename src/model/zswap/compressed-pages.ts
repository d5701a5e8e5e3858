import type { Handle, ZsPool } from '../zsmalloc/zs-pool.js';

/** Where a zswap gets compressed pages from: a compressor at work, or lengths that are known already. */
export interface CompressedPages {
  /**
   * Compresses a page.
   *
   * @param page position in the endless repetition of the corpus
   * @returns payload length in bytes, at least 1; 4096 or more if the page does not compress
   */
  compress(page: number): number;

  /** Puts what the latest {@link compress} made into an object of `length` bytes; of 4096, the page as it is. */
  store(page: number, pool: ZsPool, handle: Handle, length: number): void;
}
