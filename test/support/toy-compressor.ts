import {
  COMPRESS_BOUND,
  CompressorError,
  type PageCompressor,
} from '../../src/compressor/compressor.js';

/** Drops the zeros at the end of a page: the compressed length is the position after the last non-zero byte. */
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

/** Silently loses all bytes after the first 100. */
export const forgetful: PageCompressor = {
  ...honest,
  compress: (source, sourceAt, target) => Math.min(100, honest.compress(source, sourceAt, target)),
};

/** Restores the stored bytes and leaves the rest of the page unchanged. */
export const lazy: PageCompressor = {
  ...honest,
  decompress(source, sourceAt, length, target) {
    target.set(source.subarray(sourceAt, sourceAt + length));
  },
};

/** Fails to decompress its own output. */
export const rejecting: PageCompressor = {
  ...honest,
  decompress() {
    throw new CompressorError('no such payload');
  },
};

/** Expands every page. */
export const inflating: PageCompressor = {
  compress(source, sourceAt, target) {
    target.fill(0xaa, 0, COMPRESS_BOUND);
    target.set(source.subarray(sourceAt, sourceAt + 4096), 1);
    return 4097;
  },
  decompress() {
    throw new Error('an incompressible page is not decompressed');
  },
};

/** Page that {@link honest} compresses to `length` bytes. `first` is its first byte, unless the length is 1. */
export function pageOfLength(length: number, first = 1): Uint8Array {
  const page = new Uint8Array(4096);
  page[0] = first;
  page[length - 1] = 7;
  return page;
}

/** {@link honest}, but for pages that it cannot shorten: they take 4097 bytes. */
export const overlong: typeof honest = {
  ...honest,
  compress(...args) {
    const length = honest.compress(...args);
    return length === 4096 ? 4097 : length;
  },
};
