import { PAGE_SIZE } from '../common/page.js';
import { COMPRESS_BOUND, CompressorError } from './compressor.js';
import { compiledOnce } from './wasm-module.js';
import type { PageCode } from './wasm-page-compressor.js';

/**
 * A build of zstd as WebAssembly, used without its API, which creates contexts and copies per call; here each direction has one
 * context. Exports of a build have one-letter names, which the package's zstd.js translates.
 */
export interface ZstdBuild {
  readonly compiled: () => Promise<WebAssembly.Module>;
  readonly exports: Readonly<Record<keyof Exports, string>>;
  /**
   * Address of ZSTD_defaultCParameters (lib/compress/clevels.h): a row of 7 words for each level from 0 to 22, in four
   * tables: for input of unknown size or above 256 KiB, up to 256, 128 and 16 KiB.
   */
  readonly parametersAt: number;
}

interface Exports {
  readonly memory: WebAssembly.Memory;
  /** Runs the constructors of the C code. */
  readonly construct: () => void;
  readonly malloc: (length: number) => number;
  readonly ZSTD_createCCtx: () => number;
  readonly ZSTD_createDCtx: () => number;
  /** Both: context, target, its capacity, source, its length, dictionary, its length; a result below 0 is an error. */
  readonly ZSTD_compress_usingDict: (...args: readonly number[]) => number;
  readonly ZSTD_decompress_usingDict: (...args: readonly number[]) => number;
}

/** zstd 1.5.7: @bokuweb/zstd-wasm 0.0.27. */
export const BUILD_1_5_7: ZstdBuild = {
  compiled: compiledOnce(() => new URL('zstd.wasm', import.meta.resolve('@bokuweb/zstd-wasm'))),
  exports: {
    memory: 'f',
    construct: 'g',
    malloc: 's',
    ZSTD_createCCtx: 'j',
    ZSTD_createDCtx: 'n',
    ZSTD_compress_usingDict: 'l',
    ZSTD_decompress_usingDict: 'q',
  },
  parametersAt: 5216,
};

/** The same package's 0.0.20, whose zstd gives the lengths of zstd 1.5.2 at level 3, as kernels up to 6.14 have it. */
export const BUILD_1_5_2: ZstdBuild = {
  compiled: compiledOnce(() => new URL('wasm/zstd.wasm', import.meta.resolve('zstd-wasm-0.0.20'))),
  exports: {
    memory: 'd',
    construct: 'e',
    malloc: 'q',
    ZSTD_createCCtx: 'h',
    ZSTD_createDCtx: 'l',
    ZSTD_compress_usingDict: 'j',
    ZSTD_decompress_usingDict: 'o',
  },
  parametersAt: 22240,
};

// Imports of the builds: exit, abort, timers and memory growth, which is refused: the initial 16 MiB are enough for pages at
// every level. Code that aborts ends in a trap.
const refuse = () => 0;
const IMPORTS = { a: { a: refuse, b: refuse, c: refuse, d: refuse, e: refuse } };

const TABLE_BYTES = 23 * 7 * 4;

/** Input size that zstd's parameters are chosen for; they are adjusted to the page afterwards. */
export type SizeHint = 'page' | 'unknown';

/** Creates an instance of a build with its own contexts and buffers. */
export async function zstdCode(
  { compiled, exports, parametersAt }: ZstdBuild,
  level: number,
  hint: SizeHint,
  module?: WebAssembly.Module,
): Promise<PageCode> {
  const instance = new WebAssembly.Instance(module ?? (await compiled()), IMPORTS);
  const wasm = Object.fromEntries(
    Object.entries(exports).map(([name, letter]) => [name, instance.exports[letter]]),
  ) as unknown as Exports;
  wasm.construct();
  if (hint === 'unknown') {
    const upTo16KAt = parametersAt + 3 * TABLE_BYTES;
    new Uint8Array(wasm.memory.buffer).copyWithin(
      upTo16KAt,
      parametersAt,
      parametersAt + TABLE_BYTES,
    );
  }
  const { ZSTD_compress_usingDict: compress, ZSTD_decompress_usingDict: decompress } = wasm;
  const [cctx, dctx] = [wasm.ZSTD_createCCtx(), wasm.ZSTD_createDCtx()];
  const [pageAt, packedAt] = [wasm.malloc(PAGE_SIZE), wasm.malloc(COMPRESS_BOUND)];
  return {
    ...{ memory: wasm.memory, pageAt, packedAt },
    compress() {
      const length = compress(cctx, packedAt, COMPRESS_BOUND, pageAt, PAGE_SIZE, 0, 0, level);
      if (length < 0) throw new CompressorError(`zstd reports ${length}`);
      return length;
    },
    decompress: (length) => decompress(dctx, pageAt, PAGE_SIZE, packedAt, length, 0, 0),
  };
}
