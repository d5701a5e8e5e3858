import { usageFailure } from '../errors.js';
import { findKnown } from '../known-names.js';
import type { CompressorKind, Overflow, PageCompressor, PageCost } from './compressor.js';
import { deflateKind } from './deflate.js';
import { identityKind } from './identity.js';
import { lz4Kind } from './lz4-wasm.js';
import { wasmKind } from './wasm-page-compressor.js';
import { zstdKind } from './zstd-codec.js';

const LZO_COST: PageCost = { compressNs: 7_200, decompressNs: 4_500 };
const LZO_OVERFLOW: Overflow = 'compress_poor';

/** The one place to add a compressor. */
export const COMPRESSORS: ReadonlyMap<string, CompressorKind> = new Map([
  ['lz4', lz4Kind],
  [
    'lz4-kernel',
    wasmKind('lz4', 'lz4', "LZ4 with the lengths of the kernel's, as WebAssembly", {
      compressNs: 7_300,
      decompressNs: 2_300,
    }),
  ],
  [
    'lzo',
    wasmKind(
      'lzo',
      'lzo',
      "LZO1X-1 with the lengths of the kernel's, as WebAssembly",
      LZO_COST,
      LZO_OVERFLOW,
    ),
  ],
  [
    'lzo-rle',
    wasmKind(
      'lzo-rle',
      'lzo-rle',
      "lzo with runs of zeros, with the kernel's lengths",
      LZO_COST,
      LZO_OVERFLOW,
    ),
  ],
  ['zstd', zstdKind],
  ['deflate', deflateKind],
  ['identity', identityKind],
]);

/** A compressor as asked for, its level checked. */
export interface CompressorChoice {
  /** As it was written: `zstd`, `zstd:1`. */
  readonly name: string;
  readonly cost: PageCost;
  readonly kernelName: string | null;
  /** As in {@link CompressorKind}. */
  readonly overflow: Overflow;
  /** What other threads' {@link create} may be given, as in {@link CompressorKind}. */
  readonly module: CompressorKind['module'];
  create(module?: WebAssembly.Module): Promise<PageCompressor>;
}

/** Reads `name` or `name:level`. Throws a usage `Failure` for an unknown name or level. */
export function chooseCompressor(asked: string): CompressorChoice {
  const colon = asked.indexOf(':');
  const family = colon < 0 ? asked : asked.slice(0, colon);
  const kind = findKnown('--compressor', family, COMPRESSORS);
  const level = colon < 0 ? (kind.levels?.standard ?? 0) : parseLevel(asked, colon, kind);
  return {
    name: asked,
    cost: nearestCost(kind, level),
    kernelName: kind.kernelName,
    overflow: kind.overflow,
    module: kind.module,
    create: (module) => kind.create(level, module),
  };
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
