import {
  COMPRESS_BOUND,
  CompressorError,
  type PageCompressor,
} from '../../src/compressor/compressor.js';

/** Leaves the zeros at a page's end away, so that a page's length is where its last other byte is. */
export const honest: PageCompressor = {
  compress(source, sourceAt, target) {
    let length = 4096;
    while (length > 1 && source[sourceAt + length - 1] === 0) length--;
    target.set(source.subarray(sourceAt, sourceAt + length));
    return length;
  },
  decompress(source, sourceAt, length, target) {
    target.fill(0);
    target.set(source.subarray(sourceAt, sourceAt + length));
  },
};

/** Loses what comes after the first 100 bytes without a word. */
export const forgetful: PageCompressor = {
  ...honest,
  compress: (source, sourceAt, target) => Math.min(100, honest.compress(source, sourceAt, target)),
};

/** Restores what it stored and leaves the rest of the page to chance. */
export const lazy: PageCompressor = {
  ...honest,
  decompress(source, sourceAt, length, target) {
    target.set(source.subarray(sourceAt, sourceAt + length));
  },
};

/** Finds none of its own payloads in order. */
export const rejecting: PageCompressor = {
  ...honest,
  decompress() {
    throw new CompressorError('no such payload');
  },
};

/** Makes every page larger. */
export const inflating: PageCompressor = {
  compress(source, sourceAt, target) {
    target.fill(0xaa, 0, COMPRESS_BOUND);
    target.set(source.subarray(sourceAt, sourceAt + 4096), 1);
    return 4097;
  },
  decompress() {
    throw new Error('a page that did not compress is not decompressed');
  },
};

/** A page whose payload has `length` bytes with {@link honest}; `first` is its first byte unless it is the only one. */
export function pageOfLength(length: number, first = 1): Uint8Array {
  const page = new Uint8Array(4096);
  page[0] = first;
  page[length - 1] = 7;
  return page;
}
