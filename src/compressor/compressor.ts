import { PAGE_SIZE } from '../common/page.js';

/** Room that a compressed page may need, in bytes; what the kernel's zswap reserved for one until 6.18. */
export const COMPRESS_BOUND = 2 * PAGE_SIZE;

/**
 * Compresses single pages from and to memory of the caller. An instance is for one thread, keeps its state between calls
 * and allocates nothing per page, except where its file says so.
 */
export interface PageCompressor {
  /** The same without a copy, where payloads are made in a buffer that stays where it is. */
  readonly payloadCompressor?: PayloadCompressor;

  /**
   * Compresses the page at `sourceAt` to the start of `target`, which has {@link COMPRESS_BOUND} bytes.
   *
   * @returns the payload's length in bytes, at least 1, and 4096 or more for a page that does not compress. Framing that
   *   the kernel does not store is not counted.
   */
  compress(source: Uint8Array, sourceAt: number, target: Uint8Array): number;

  /**
   * Restores a page from the `length` bytes at `sourceAt` to the start of `target`.
   *
   * @throws CompressorError if they do not decode to exactly one page; the instance stays usable, and `target`'s
   *   content is then undefined. Damage that still decodes is not noticed: no payload carries a checksum.
   */
  decompress(source: Uint8Array, sourceAt: number, length: number, target: Uint8Array): void;
}

/** Compresses pages to a buffer of its own, from where a payload is copied once, to where it goes. */
export interface PayloadCompressor {
  /** Its start holds the payload of the latest {@link pack} until the compressor is used again. It never moves. */
  readonly packed: Uint8Array;
  /** Compresses the page at `sourceAt`; returns what {@link PageCompressor.compress} returns. */
  pack(source: Uint8Array, sourceAt: number): number;
}

/** A payload that does not decode. */
export class CompressorError extends Error {
  override name = 'CompressorError';
}

/** Virtual time of one page in native code, in ns. */
export interface PageCost {
  readonly compressNs: number;
  readonly decompressNs: number;
}

/** What is said of a page whose payload has 4096 bytes or more, by a kernel that refuses it; the counters' names. */
export type Overflow = 'compress_fail' | 'compress_poor';

/** One line of the registry. */
export interface CompressorKind {
  /** What it is and where it comes from, for people. */
  readonly summary: string;
  /** What /sys/module/zswap/parameters/compressor calls it; null for what no kernel has. */
  readonly kernelName: string | null;
  /** Whether a running kernel's zswap gives every page the same length, at the standard level where there are levels. */
  readonly kernelLengths: boolean;
  /** The levels that may follow the name, or null for a compressor without. */
  readonly levels: {
    readonly low: number;
    readonly high: number;
    readonly standard: number;
  } | null;
  /**
   * Constants of the virtual engine, by level (0 without levels); a level that is not listed takes the nearest listed
   * one's. They are what native code takes for a page of a mixed set of anonymous pages of python, node and redis, at
   * -O2 on one x86-64 server core. docs/costs.md has the measurement.
   */
  readonly costs: ReadonlyMap<number, PageCost>;
  /**
   * lz4, zstd and deflate stop at the end of the room that they are given, with an error: compress_fail. lzo and lzo-rle
   * look at no end, and what they wrote is found to be too long afterwards, -ENOSPC: compress_poor. Source: lzo in crypto/,
   * scomp_acomp_comp_decomp() in crypto/scompress.c and zswap_compress() in mm/zswap.c, v6.14.
   */
  readonly overflow: Overflow;
  /** Its code, compiled once for the process, for other threads' {@link create}; null if it has none to hand over. */
  readonly module: (() => Promise<WebAssembly.Module>) | null;
  /** Makes an instance, of `module` if that is given; loads the code only now. */
  create(level: number, module?: WebAssembly.Module): Promise<PageCompressor>;
}
