import { PAGE_SIZE } from '../common/page.js';
import {
  COMPRESS_BOUND,
  CompressorError,
  type PageCompressor,
  type PayloadCompressor,
} from './compressor.js';

/** WebAssembly code with two buffers in its memory, which never grows. */
export interface PageCode {
  readonly memory: WebAssembly.Memory;
  /** Address of the page's 4096 bytes. */
  readonly pageAt: number;
  /** Address of the payload's COMPRESS_BOUND bytes. */
  readonly packedAt: number;
  /** Compresses the page buffer; returns the payload's length. */
  compress(): number;
  /** Decompresses the payload buffer; returns 4096, or another number if the payload is invalid. */
  decompress(length: number): number;
}

/** Compresses pages in the memory of the WebAssembly code. */
export class WasmPageCompressor implements PageCompressor, PayloadCompressor {
  readonly payloadCompressor: PayloadCompressor = this;
  readonly payload: Uint8Array;
  readonly #code: PageCode;
  readonly #page: Uint8Array;

  constructor(code: PageCode) {
    const { memory, pageAt, packedAt } = code;
    this.#code = code;
    this.#page = new Uint8Array(memory.buffer, pageAt, PAGE_SIZE);
    this.payload = new Uint8Array(memory.buffer, packedAt, COMPRESS_BOUND);
  }

  compress(source: Uint8Array, sourceAt: number, target: Uint8Array): number {
    const length = this.compressPage(source, sourceAt);
    target.set(this.payload.subarray(0, length));
    return length;
  }

  compressPage(source: Uint8Array, sourceAt: number): number {
    this.#page.set(source.subarray(sourceAt, sourceAt + PAGE_SIZE));
    return this.#code.compress();
  }

  decompress(source: Uint8Array, sourceAt: number, length: number, target: Uint8Array): void {
    if (length > COMPRESS_BOUND) throw new CompressorError(`a payload of ${length} bytes`);
    this.payload.set(source.subarray(sourceAt, sourceAt + length));
    if (this.#code.decompress(length) !== PAGE_SIZE) {
      throw new CompressorError('does not decode to a page');
    }
    target.set(this.#page);
  }
}
