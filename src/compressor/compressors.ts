import { usageFailure } from '../common/errors.js';
import { findKnown } from '../common/known-names.js';
import type { CompressorKind, Overflow, PageCompressor, PageCost } from './compressor.js';
import { deflateKind } from './deflate.js';
import { identityKind } from './identity.js';
import { lz4WasmKind } from './lz4-wasm.js';
import { oldName } from './old-names.js';
import { ownKind } from './own-wasm.js';
import { zstd612Kind, zstd616Kind, zstdKind } from './zstd.js';
import { zstdCodecKind } from './zstd-codec.js';

const LZ4_COST: PageCost = { compressNs: 7_300, decompressNs: 2_300 };
const LZO_COST: PageCost = { compressNs: 7_200, decompressNs: 4_500 };

/** All compressors by name. */
export const COMPRESSORS: ReadonlyMap<string, CompressorKind> = new Map([
  ['lz4', ownKind('lz4', 'LZ4 of this project, as WebAssembly', LZ4_COST)],
  ['lzo', ownKind('lzo', 'LZO1X-1 of this project, as WebAssembly', LZO_COST, 'compress_poor')],
  ['lzo-rle', ownKind('lzo-rle', 'lzo with runs of zeros', LZO_COST, 'compress_poor')],
  ['zstd', zstdKind],
  ['zstd-6.16', zstd616Kind],
  ['zstd-6.12', zstd612Kind],
  ['deflate', deflateKind],
  ['lz4-wasm', lz4WasmKind],
  ['zstd-codec', zstdCodecKind],
  ['identity', identityKind],
]);

/** A chosen compressor with a valid level. */
export interface CompressorChoice {
  /** As given: `zstd`, `zstd:1`. */
  readonly name: string;
  readonly cost: PageCost;
  readonly kernelName: string | null;
  /** As in {@link CompressorKind}, at this level. */
  readonly kernelLengths: boolean;
  /** As in {@link CompressorKind}. */
  readonly overflow: Overflow;
  /** Module for {@link create} in other threads, as in {@link CompressorKind}. */
  readonly module: CompressorKind['module'];
  create(module?: WebAssembly.Module): Promise<PageCompressor>;
}

/** Reads `name` or `name:level`. Throws a usage `Failure` for an unknown name or level. */
export function chooseCompressor(asked: string): CompressorChoice {
  const colon = asked.indexOf(':');
  const family = colon < 0 ? asked : asked.slice(0, colon);
  const old = oldName(family);
  if (old !== undefined) throw usageFailure({ subject: '--compressor', ...old });
  const kind = findKnown('--compressor', family, COMPRESSORS);
  const level = colon < 0 ? (kind.levels?.standard ?? 0) : parseLevel(asked, colon, kind);
  return {
    name: asked,
    cost: nearestCost(kind, level),
    kernelName: kind.kernelName,
    kernelLengths: kind.kernelLengths && level === (kind.levels?.standard ?? 0),
    overflow: kind.overflow,
    module: kind.module,
    create: (module) => kind.create(level, module),
  };
}

/** Kernels whose zswap has a zstd other than `zstd`, by preset. Source: crypto/zstd.c and lib/zstd of each release. */
const KERNEL_ZSTD: ReadonlyMap<string, string> = new Map([
  ...['v7', '6.12', '6.13', '6.14'].map((kernel) => [kernel, 'zstd-6.12'] as const),
  ['6.16', 'zstd-6.16'],
]);

/**
 * Returns the compressor with the lengths of a kernel's zswap: `zstd` stands for the zstd of that kernel, at the same level.
 *
 * @param kernel name of a preset
 */
export function choiceForKernel(choice: CompressorChoice, kernel: string): CompressorChoice {
  const zstd = KERNEL_ZSTD.get(kernel);
  if (zstd === undefined || !/^zstd(:|$)/.test(choice.name)) return choice;
  return chooseCompressor(choice.name.replace('zstd', zstd));
}

function parseLevel(asked: string, colon: number, kind: CompressorKind): number {
  const text = asked.slice(colon + 1);
  const level = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (kind.levels !== null && level >= kind.levels.low && level <= kind.levels.high) return level;
  throw usageFailure({
    subject: '--compressor',
    expected:
      kind.levels === null
        ? `${asked.slice(0, colon)} without a level`
        : `a level from ${kind.levels.low} to ${kind.levels.high}`,
    found: `'${asked}'`,
    remedy: 'change the level or leave it out',
  });
}

function nearestCost(kind: CompressorKind, level: number): PageCost {
  let nearest: [number, PageCost] | undefined;
  for (const entry of kind.costs) {
    if (nearest === undefined || Math.abs(entry[0] - level) < Math.abs(nearest[0] - level)) {
      nearest = entry;
    }
  }
  if (nearest === undefined) throw new Error('a compressor without a cost');
  return nearest[1];
}
