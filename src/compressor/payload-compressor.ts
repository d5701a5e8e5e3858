import { COMPRESS_BOUND, type PageCompressor, type PayloadCompressor } from './compressor.js';

/** Returns a compressor's own payload compressor, or one with a separate buffer. */
export function payloadCompressorOf(compressor: PageCompressor): PayloadCompressor {
  return compressor.payloadCompressor ?? new BufferedPayloadCompressor(compressor);
}

class BufferedPayloadCompressor implements PayloadCompressor {
  readonly payload = new Uint8Array(COMPRESS_BOUND);
  readonly #compressor: PageCompressor;

  constructor(compressor: PageCompressor) {
    this.#compressor = compressor;
  }

  compressPage(source: Uint8Array, sourceAt: number): number {
    return this.#compressor.compress(source, sourceAt, this.payload);
  }
}
