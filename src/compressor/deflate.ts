import { createRequire } from 'node:module';
import { inflateRawSync } from 'node:zlib';
import { PAGE_SIZE } from '../common/page.js';
import {
  COMPRESS_BOUND,
  CompressorError,
  type CompressorKind,
  type PageCompressor,
} from './compressor.js';

// The kernel's parameters: raw deflate, a window of 2^11 bytes, the default level. Source: crypto/deflate.c, v6.18.
const WINDOW_BITS = 11;
const MEMORY_LEVEL = 8;

// Internals of pako's port of zlib. Its API allocates a state of 200 KB per call; here one state is reset.

interface Stream {
  input: Uint8Array;
  next_in: number;
  avail_in: number;
  output: Uint8Array;
  next_out: number;
  avail_out: number;
}

interface Zlib {
  /** Last four arguments: Z_DEFLATED, window bits (negative for raw), memory level, strategy. */
  deflateInit2(...args: [Stream, number, number, number, number, number]): number;
  deflateReset(stream: Stream): number;
  deflate(stream: Stream, flush: number): number;
}

// As zlib.h has them.
const Z_FINISH = 4;
const Z_STREAM_END = 1;
const Z_DEFLATED = 8;
const Z_DEFAULT_STRATEGY = 0;

/** Deflate of stock zlib, because node:zlib has another match finder. Inflate of node:zlib, which allocates per page. */
function deflate(level: number): PageCompressor {
  const zlib: Zlib = createRequire(import.meta.url)('pako/lib/zlib/deflate.js');
  const ZStream: new () => Stream = createRequire(import.meta.url)('pako/lib/zlib/zstream.js');
  const stream = new ZStream();
  zlib.deflateInit2(stream, level, Z_DEFLATED, -WINDOW_BITS, MEMORY_LEVEL, Z_DEFAULT_STRATEGY);
  const limits = { windowBits: WINDOW_BITS, maxOutputLength: PAGE_SIZE };
  return {
    compress(source, sourceAt, target) {
      zlib.deflateReset(stream);
      stream.input = source;
      stream.next_in = sourceAt;
      stream.avail_in = PAGE_SIZE;
      stream.output = target;
      stream.next_out = 0;
      stream.avail_out = COMPRESS_BOUND;
      const status = zlib.deflate(stream, Z_FINISH);
      if (status !== Z_STREAM_END) throw new CompressorError(`zlib reports ${status}`);
      return stream.next_out;
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

// zlib's own default level, which the kernel asks for as -1.
const STANDARD = 6;

export const deflateKind: CompressorKind = {
  summary: "pako 2.1.0, stock zlib in JavaScript, with the kernel's parameters",
  kernelName: 'deflate',
  kernelLengths: true,
  levels: { low: 1, high: 9, standard: STANDARD },
  costs: new Map([
    [1, { compressNs: 60_000, decompressNs: 17_200 }],
    [STANDARD, { compressNs: 100_000, decompressNs: 17_200 }],
  ]),
  overflow: 'compress_fail',
  module: null,
  create: async (level) => deflate(level),
};
