import { COMPRESS_BOUND, type Packer, type PageCompressor } from './compressor.js';

/** A compressor's own packer, or a buffer beside it. */
export function packerOf(compressor: PageCompressor): Packer {
  return compressor.packer ?? new BufferedPacker(compressor);
}

class BufferedPacker implements Packer {
  readonly packed = new Uint8Array(COMPRESS_BOUND);
  readonly #compressor: PageCompressor;

  constructor(compressor: PageCompressor) {
    this.#compressor = compressor;
  }

  pack(source: Uint8Array, sourceAt: number): number {
    return this.#compressor.compress(source, sourceAt, this.packed);
  }
}
