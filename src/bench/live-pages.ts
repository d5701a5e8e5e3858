import { COMPRESS_BOUND, type PageCompressor } from '../compressor/compressor.js';
import { PAGE_SIZE } from '../memory/page.js';
import type { Handle, ZsPool } from '../zsmalloc/zs-pool.js';
import type { CompressedPages } from '../zswap/compressed-pages.js';

/** Real pages and a compressor at work. */
export class LivePages implements CompressedPages {
  /** Whole pages, which stand for an endless repetition of themselves. */
  bytes: Uint8Array;
  readonly #compressor: PageCompressor;
  readonly #packed = new Uint8Array(COMPRESS_BOUND);

  constructor(compressor: PageCompressor, bytes: Uint8Array = new Uint8Array(0)) {
    this.#compressor = compressor;
    this.bytes = bytes;
  }

  compress(page: number): number {
    return this.#compressor.compress(this.bytes, this.offsetOf(page), this.#packed);
  }

  store(page: number, pool: ZsPool, handle: Handle, length: number): void {
    if (length < PAGE_SIZE) {
      pool.write(handle, this.#packed, length);
    } else {
      const at = this.offsetOf(page);
      pool.write(handle, this.bytes.subarray(at, at + PAGE_SIZE), PAGE_SIZE);
    }
  }

  /** Where a page is in {@link bytes}. */
  offsetOf(page: number): number {
    return (page * PAGE_SIZE) % this.bytes.length;
  }
}
