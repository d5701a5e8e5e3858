import { sizeText } from '../../common/byte-size.js';
import { PAGE_SIZE } from '../../common/page.js';

// A synthetic corpus follows from a few numbers and a seed. docs/corpora.md describes the fields of the file.

export const SYNTHETIC_SCHEMA = 'zswap-bench.synthetic/1';

/** Pages of naturally aligned blocks, largest first; all other pages lie alone. */
export const BLOCK_PAGES: readonly number[] = [512, 256, 128, 64, 32, 16, 8, 4];

/** Pages of naturally aligned ranges whose pages correlate, largest first. */
export const RANGE_PAGES: readonly number[] = [512, 16, 4];

/** Maximum number of pages: 1 TiB. */
export const MAX_SYNTHETIC_PAGES = 2 ** 28;

export const MAX_SYNTHETIC_SEED = 2 ** 32 - 1;

/** Distinct values of the random bytes of a page: fewer would repeat sequences of 4 bytes by chance. */
export const SYMBOLS = { low: 24, high: 255 } as const;

/** Statistics of pages, from which a corpus is made. */
export interface SyntheticModel {
  readonly schema: typeof SYNTHETIC_SCHEMA;
  readonly pages: number;
  readonly seed: number;
  /** Share of zero pages. */
  readonly zero: number;
  /** Share of pages that no compressor shortens. */
  readonly incompressible: number;
  /** Mean lz4 bytes of all other pages in parts of equal numbers, from the shortest to the longest. */
  readonly lengths: readonly number[];
  /** Distinct values of the random bytes of a page: the fewer, the better zstd compresses compared with lz4. */
  readonly symbols: number;
  /** Correlation of two pages for the smallest of {@link RANGE_PAGES} that holds both; the larger, the lower. */
  readonly correlation: Readonly<Record<string, number>>;
  /** Share of pages in naturally aligned blocks of each of {@link BLOCK_PAGES}, by size; null for pages without addresses. */
  readonly folios: Readonly<Record<string, number>> | null;
}

/** Returns a record with a value for each number of pages; the keys are sizes. */
export function bySize(
  pageCounts: readonly number[],
  shareOf: (pageCount: number) => number,
): Record<string, number> {
  return Object.fromEntries(pageCounts.map((pages) => [sizeKey(pages), shareOf(pages)]));
}

/** `64K`: key of a number of pages. */
export function sizeKey(pageCount: number): string {
  return sizeText(pageCount * PAGE_SIZE);
}
