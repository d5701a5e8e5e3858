import { COMPRESS_BOUND, type PageCompressor, type PayloadCompressor } from './compressor.js';

/** A compressor's own payloadCompressor, or a buffer beside it. */
export function payloadCompressorOf(compressor: PageCompressor): PayloadCompressor {
  return compressor.payloadCompressor ?? new BufferedPayloadCompressor(compressor);
}

class BufferedPayloadCompressor implements PayloadCompressor {
  readonly packed = new Uint8Array(COMPRESS_BOUND);
  readonly #compressor: PageCompressor;

  constructor(compressor: PageCompressor) {
    this.#compressor = compressor;
  }

  pack(source: Uint8Array, sourceAt: number): number {
    return this.#compressor.compress(source, sourceAt, this.packed);
  }
}
