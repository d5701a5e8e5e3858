import type { PageCompressor } from '../compressor/compressor.js';
import { grown } from '../memory/column.js';
import { PAGE_SIZE } from '../memory/page.js';
import { ZsPool } from '../zsmalloc/zs-pool.js';
import { ZspageMemory } from '../zsmalloc/zspage-memory.js';
import { LivePages } from './live-pages.js';
import { ReadBack } from './read-back.js';

/** What one compressor makes of each page of a corpus. */
export interface CompressedLengths {
  /** Payload bytes, by page. */
  readonly lengths: Uint16Array;
  /** Pages that went through compressor and pool and were compared, each once; null when not asked for. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
}

/** Compresses each page once, and reads it back from a pool. */
export class LengthLearner {
  readonly #pages: LivePages;
  readonly #readBack: ReadBack | null;
  readonly #pool = new ZsPool(new ZspageMemory());
  #lengths = new Uint16Array(0);
  #count = 0;

  constructor(compressor: PageCompressor, verify: boolean) {
    this.#pages = new LivePages(compressor);
    this.#readBack = verify ? new ReadBack(compressor) : null;
  }

  /** Takes the next pages of the corpus. */
  learn(bytes: Uint8Array): void {
    this.#pages.bytes = bytes;
    const pages = bytes.length / PAGE_SIZE;
    this.#lengths = grown(this.#lengths, this.#count + pages);
    for (let page = 0; page < pages; page++) {
      const payload = this.#pages.compress(page);
      this.#lengths[this.#count++] = payload;
      if (this.#readBack === null) continue;
      const length = Math.min(payload, PAGE_SIZE);
      const handle = this.#pool.malloc(length);
      this.#pages.store(page, this.#pool, handle, length);
      this.#readBack.check(this.#pool, handle, length, bytes, page * PAGE_SIZE);
      this.#pool.free(handle);
    }
  }

  result(): CompressedLengths {
    const lengths = this.#lengths.subarray(0, this.#count);
    if (this.#readBack === null) return { lengths, roundTrip: null };
    const { checked, mismatches } = this.#readBack;
    return { lengths, roundTrip: { checked, mismatches } };
  }
}
