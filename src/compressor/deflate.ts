import { constants, deflateRawSync, inflateRawSync } from 'node:zlib';
import { PAGE_SIZE } from '../common/page.js';
import { CompressorError, type CompressorKind, type PageCompressor } from './compressor.js';

// The kernel's parameters: raw deflate, a window of 2^11 bytes, the default level. Source: crypto/deflate.c, v6.18.
const WINDOW_BITS = 11;
const MEMORY_LEVEL = 8;

/** Deflate of Node's zlib. Allocates per page, as node:zlib has no call that does not. */
function deflate(level: number): PageCompressor {
  const settings = {
    level: level === STANDARD ? constants.Z_DEFAULT_COMPRESSION : level,
    windowBits: WINDOW_BITS,
    memLevel: MEMORY_LEVEL,
    chunkSize: 2 * PAGE_SIZE,
  };
  const limits = { windowBits: WINDOW_BITS, maxOutputLength: PAGE_SIZE };
  return {
    compress(source, sourceAt, target) {
      const packed = deflateRawSync(source.subarray(sourceAt, sourceAt + PAGE_SIZE), settings);
      target.set(packed);
      return packed.length;
    },
    decompress(source, sourceAt, length, target) {
      let page: Uint8Array;
      try {
        page = inflateRawSync(source.subarray(sourceAt, sourceAt + length), limits);
      } catch (error) {
        throw new CompressorError((error as Error).message, { cause: error });
      }
      if (page.length !== PAGE_SIZE) throw new CompressorError(`decodes to ${page.length} bytes`);
      target.set(page);
    },
  };
}

// zlib's own default level.
const STANDARD = 6;

export const deflateKind: CompressorKind = {
  summary: "node:zlib with the kernel's parameters; lengths depend on Node's zlib",
  kernelName: 'deflate',
  levels: { low: 1, high: 9, standard: STANDARD },
  costs: new Map([
    [1, { compressNs: 60_000, decompressNs: 17_200 }],
    [STANDARD, { compressNs: 100_000, decompressNs: 17_200 }],
  ]),
  overflow: 'compress_fail',
  module: null,
  create: async (level) => deflate(level),
};
