import { PAGE_SIZE } from '../common/page.js';

/** Maximum bytes of a compressed page; the buffer size of the kernel's zswap until 6.18. */
export const COMPRESS_BOUND = 2 * PAGE_SIZE;

/**
 * Compresses single pages between buffers of the caller. An instance is for one thread, keeps its state between calls and
 * does not allocate per page, except where its file documents it.
 */
export interface PageCompressor {
  /** The same without a copy; for compressors with an output buffer that never moves. */
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
   *   content is then undefined. Damage that still decodes is not detected: payloads have no checksum.
   */
  decompress(source: Uint8Array, sourceAt: number, length: number, target: Uint8Array): void;
}

/** Compresses pages to its own buffer, from which a payload is copied once to its destination. */
export interface PayloadCompressor {
  /** Its start holds the payload of the latest {@link compressPage} until the compressor is used again. It never moves. */
  readonly payload: Uint8Array;
  /** Compresses the page at `sourceAt`; returns what {@link PageCompressor.compress} returns. */
  compressPage(source: Uint8Array, sourceAt: number): number;
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

/** Reject counter of a page whose payload has 4096 bytes or more, in a kernel that refuses it. */
export type Overflow = 'compress_fail' | 'compress_poor';

/** One line of the registry. */
export interface CompressorKind {
  /** Implementation and origin, for users. */
  readonly summary: string;
  /** Name in /sys/module/zswap/parameters/compressor; null if no kernel has it. */
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
   * one's. They are the times of native code for a page of a mixed set of anonymous pages of python, node and redis, at
   * -O2 on one x86-64 server core. docs/costs.md has the measurement.
   */
  readonly costs: ReadonlyMap<number, PageCost>;
  /**
   * lz4, zstd and deflate fail at the end of their output buffer: compress_fail. lzo and lzo-rle do not check the end, and
   * their output is found too long afterwards, -ENOSPC: compress_poor. Source: lzo in crypto/,
   * scomp_acomp_comp_decomp() in crypto/scompress.c and zswap_compress() in mm/zswap.c, v6.14.
   */
  readonly overflow: Overflow;
  /** Its code, compiled once per process, for {@link create} in other threads; null if there is none to share. */
  readonly module: (() => Promise<WebAssembly.Module>) | null;
  /** Creates an instance, of `module` if given; loads the code on first use. */
  create(level: number, module?: WebAssembly.Module): Promise<PageCompressor>;
}
