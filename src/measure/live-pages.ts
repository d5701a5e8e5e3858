import { PAGE_SIZE } from '../common/page.js';
import type { PageCompressor, PayloadCompressor } from '../compressor/compressor.js';
import { payloadCompressorOf } from '../compressor/payload-compressor.js';
import type { Handle, ZsPool } from '../model/zsmalloc/zs-pool.js';
import type { CompressedPages } from '../model/zswap/compressed-pages.js';

/** Pages with content, compressed when they are stored. */
export class LivePages implements CompressedPages {
  readonly #payloadCompressor: PayloadCompressor;
  /** Views of the first n compressed bytes, by n. They are cached: creating a view costs as much as copying a page. */
  readonly #payloads = new Array<Uint8Array | undefined>(PAGE_SIZE);
  #bytes!: Uint8Array;
  #pageCount!: number;

  constructor(compressor: PageCompressor, bytes: Uint8Array = new Uint8Array(0)) {
    this.#payloadCompressor = payloadCompressorOf(compressor);
    this.bytes = bytes;
  }

  /** Content of whole pages. Page numbers beyond the last wrap around. */
  get bytes(): Uint8Array {
    return this.#bytes;
  }

  set bytes(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#pageCount = bytes.length / PAGE_SIZE;
  }

  compress(page: number): number {
    return this.#payloadCompressor.compressPage(this.#bytes, this.offsetOf(page));
  }

  store(page: number, pool: ZsPool, handle: Handle, length: number): void {
    if (length < PAGE_SIZE) {
      pool.write(handle, this.#payload(length));
    } else {
      const at = this.offsetOf(page);
      pool.write(handle, this.#bytes.subarray(at, at + PAGE_SIZE));
    }
  }

  /** Returns the offset of a page in {@link bytes}. */
  offsetOf(page: number): number {
    return (page % this.#pageCount) * PAGE_SIZE;
  }

  #payload(length: number): Uint8Array {
    let payload = this.#payloads[length];
    if (payload === undefined) {
      payload = this.#payloadCompressor.payload.subarray(0, length);
      this.#payloads[length] = payload;
    }
    return payload;
  }
}
