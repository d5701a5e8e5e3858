import { PAGE_SIZE } from '../../common/page.js';
import type { PageCompressor } from '../../compressor/compressor.js';
import { grown } from '../../model/heap/column.js';
import { ZsPool } from '../../model/zsmalloc/zs-pool.js';
import { ZspageMemory } from '../../model/zsmalloc/zspage-memory.js';
import { LivePages } from '../live-pages.js';
import { ReadBack } from '../read-back.js';

/** Compressed length of each page of a corpus with one compressor. */
export interface CompressedLengths {
  /** Payload bytes, by page. */
  readonly lengths: Uint16Array;
  /** Pages that were compressed, stored in a pool, read back and compared, and those that differed; null if not verified. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
}

/**
 * Compresses every page and collects the lengths; with `verify` also stores each in a pool and reads it back. Only the
 * first zero page is compressed.
 */
export class LengthCollector {
  readonly #pages: LivePages;
  readonly #readBack: ReadBack | null;
  readonly #pool = new ZsPool(new ZspageMemory());
  #lengths = new Uint16Array(0);
  #count = 0;
  /** Result of the first zero page; null before. */
  #zeroResult: { readonly payload: number; readonly mismatches: number } | null = null;
  /** Zero pages after the first since the last result. */
  #repeated = 0;

  constructor(compressor: PageCompressor, verify: boolean) {
    this.#pages = new LivePages(compressor);
    this.#readBack = verify ? new ReadBack(compressor) : null;
  }

  /**
   * Adds the next pages of the corpus.
   *
   * @param zero one byte per page: 1 for a zero page, whose result is that of the first one
   */
  add(bytes: Uint8Array, zero: Uint8Array): void {
    this.#pages.bytes = bytes;
    const pages = bytes.length / PAGE_SIZE;
    this.#lengths = grown(this.#lengths, this.#count + pages);
    for (let page = 0; page < pages; page++) {
      this.#lengths[this.#count++] = zero[page] === 1 ? this.#zeroPage(page) : this.#page(page);
    }
  }

  #page(page: number): number {
    const payload = this.#pages.compress(page);
    if (this.#readBack === null) return payload;
    const length = Math.min(payload, PAGE_SIZE);
    const handle = this.#pool.malloc(length);
    this.#pages.store(page, this.#pool, handle, length);
    const at = page * PAGE_SIZE;
    this.#readBack.check(
      this.#pool,
      handle,
      length,
      this.#pages.bytes.subarray(at, at + PAGE_SIZE),
    );
    this.#pool.free(handle);
    return payload;
  }

  #zeroPage(page: number): number {
    if (this.#zeroResult !== null) {
      this.#repeated++;
      return this.#zeroResult.payload;
    }
    const before = this.#readBack?.mismatches ?? 0;
    const payload = this.#page(page);
    this.#zeroResult = { payload, mismatches: (this.#readBack?.mismatches ?? 0) - before };
    return payload;
  }

  /** Returns the figures of the pages added since the last result. */
  result(): CompressedLengths {
    const lengths = this.#lengths.slice(0, this.#count);
    this.#count = 0;
    if (this.#readBack === null) return { lengths, roundTrip: null };
    const { checked, mismatches } = this.#readBack.takeTotals();
    const repeated = this.#repeated;
    this.#repeated = 0;
    return {
      lengths,
      roundTrip: {
        checked: checked + repeated,
        mismatches: mismatches + repeated * (this.#zeroResult?.mismatches ?? 0),
      },
    };
  }
}
