import type { CompressedLengths } from './length-collector.js';

/** Lengths of all pages of a corpus, by the name of the compressor. */
export type LengthsByCompressor = ReadonlyMap<string, CompressedLengths>;

/** Receives the pages of a survey and returns their compressed lengths. */
export interface PageLengths {
  /**
   * Adds the next pages. `bytes` are valid until it has returned.
   *
   * @param zero one byte per page: 1 for a zero page
   */
  add(bytes: Uint8Array, zero: Uint8Array): void | Promise<void>;
  result(): LengthsByCompressor | Promise<LengthsByCompressor>;
}
