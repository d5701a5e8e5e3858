import { PAGE_SIZE } from '../common/page.js';
import { CompressorError, type PageCompressor } from '../compressor/compressor.js';
import type { Handle, ZsPool } from '../model/zsmalloc/zs-pool.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LivePages } from './live-pages.js';

/** Reads pages back from a pool and compares them with the original. */
export class ReadBack {
  checked = 0;
  mismatches = 0;
  readonly #compressor: PageCompressor;
  readonly #restored = Buffer.alloc(PAGE_SIZE);

  constructor(compressor: PageCompressor) {
    this.#compressor = compressor;
  }

  /** Compares an object of `length` bytes with a page. A length of 4096 means uncompressed. */
  check(pool: ZsPool, handle: Handle, length: number, page: Uint8Array): void {
    this.checked++;
    // A decompressor that writes nothing must not pass with the bytes of an earlier page: the last byte is made wrong.
    this.#restored.fill(~page[PAGE_SIZE - 1]);
    if (!this.#restore(pool, handle, length)) this.mismatches++;
    else if (this.#restored.compare(page) !== 0) this.mismatches++;
  }

  /** Returns the totals, and counts from zero again. */
  takeTotals(): { checked: number; mismatches: number } {
    const { checked, mismatches } = this;
    this.checked = 0;
    this.mismatches = 0;
    return { checked, mismatches };
  }

  #restore(pool: ZsPool, handle: Handle, length: number): boolean {
    const chunk = pool.chunkOf(handle);
    const start = pool.offsetOf(handle);
    if (length === PAGE_SIZE) {
      this.#restored.set(chunk.subarray(start, start + PAGE_SIZE));
      return true;
    }
    try {
      this.#compressor.decompress(chunk, start, length, this.#restored);
      return true;
    } catch (error) {
      if (error instanceof CompressorError) return false;
      throw error;
    }
  }
}

/** Reads back every page stored in a zswap. */
export function readBackAll(
  { entries, index, pool }: Zswap,
  pages: LivePages,
  compressor: PageCompressor,
): { checked: number; mismatches: number } {
  const readBack = new ReadBack(compressor);
  for (const entry of index) {
    const at = pages.offsetOf(entries.page[entry]);
    const page = pages.bytes.subarray(at, at + PAGE_SIZE);
    readBack.check(pool, entries.handle[entry], entries.length[entry], page);
  }
  return readBack.takeTotals();
}
