import type { CompressorKind } from './compressor.js';
import { WasmPageCompressor } from './wasm-page-compressor.js';
import { BUILD_1_5_2, BUILD_1_5_7, type SizeHint, type ZstdBuild, zstdCode } from './zstd-build.js';

const STANDARD = 3;

function zstd(summary: string, build: ZstdBuild, hint: SizeHint): CompressorKind {
  return {
    summary,
    kernelName: 'zstd',
    kernelLengths: true,
    levels: { low: 1, high: 22, standard: STANDARD },
    costs: new Map([
      [1, { compressNs: 21_000, decompressNs: 8_500 }],
      [STANDARD, { compressNs: 25_000, decompressNs: 7_400 }],
    ]),
    overflow: 'compress_fail',
    module: build.compiled,
    create: async (level, module) =>
      new WasmPageCompressor(await zstdCode(build, level, hint, module)),
  };
}

/**
 * Parameters for 256 KiB in crypto/zstd.c, v7.3, and for a page in zram. Adjusted to a page, both are the same at level 3.
 */
export const zstdKind = zstd(
  'zstd 1.5.7 as WebAssembly, of kernels from 6.17 on',
  BUILD_1_5_7,
  'page',
);

/** Parameters for input of unknown size in crypto/zstd.c up to v6.16: minimum match 5 instead of 4. */
export const zstd616Kind = zstd('zstd 1.5.7 of kernels 6.15 and 6.16', BUILD_1_5_7, 'unknown');

/** The same parameters. */
export const zstd612Kind = zstd('zstd 1.5.2 of kernels 6.12 to 6.14', BUILD_1_5_2, 'unknown');
