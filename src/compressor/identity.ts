import { PAGE_SIZE } from '../common/page.js';
import { CompressorError, type CompressorKind, type PageCompressor } from './compressor.js';

/** Copies a page: the cost of a move without compression. */
const identity: PageCompressor = {
  compress(source, sourceAt, target) {
    copy(source, sourceAt, target);
    return PAGE_SIZE;
  },
  decompress(source, sourceAt, length, target) {
    if (length !== PAGE_SIZE) throw new CompressorError(`a copy of ${length} bytes is not a page`);
    copy(source, sourceAt, target);
  },
};

function copy(source: Uint8Array, sourceAt: number, target: Uint8Array): void {
  target.set(source.subarray(sourceAt, sourceAt + PAGE_SIZE));
}

export const identityKind: CompressorKind = {
  summary: 'a copy, the floor of every comparison',
  kernelName: null,
  kernelLengths: false,
  levels: null,
  costs: new Map([[0, { compressNs: 300, decompressNs: 300 }]]),
  overflow: 'compress_fail',
  module: null,
  create: async () => identity,
};
