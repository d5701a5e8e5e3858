import type { Holes } from '../../result/option-values.js';
import type { PageFormat, Presence } from '../page-windows.js';

// A file of lengths: JSON, one value a line. The first line is the header, the last one the totals; each line between them
// describes consecutive pages of one run. docs/corpora.md describes the lines.

export const PAGE_LENGTHS_SCHEMA = 'zswap-bench.lengths/1';

/** Maximum pages of a line. */
export const MAX_LINE_PAGES = 256;

/** Maximum compressors of a file. */
export const MAX_COMPRESSORS = 64;

/** First line: the image that the lengths were taken from. */
export interface LengthsHeader {
  readonly schema: typeof PAGE_LENGTHS_SCHEMA;
  readonly format: PageFormat;
  readonly addressed: boolean;
  readonly presence: Presence;
  readonly holes: Holes;
  readonly compressors: readonly string[];
}

/** A page in {@link LengthsLine.kinds}. */
export const KIND = { other: '.', zero: 'z', sameFilled: 's' } as const;

/** Consecutive pages of one run. */
export interface LengthsLine {
  readonly pfn: number;
  readonly startsRun: boolean;
  /** A character of {@link KIND} for each page. */
  readonly kinds: string;
  /** Payload bytes by compressor, in the order of the header, then by page. */
  readonly lengths: readonly (readonly number[])[];
}

/** Pages that were compressed, read back and compared, and those that differed. */
export interface RoundTripTotals {
  readonly checked: number;
  readonly mismatches: number;
}

/** Last line. */
export interface LengthsTotals {
  readonly pages: number;
  readonly zeroPages: number;
  readonly sha256: string;
  readonly remarks: readonly string[];
  /** By compressor, in the order of the header. */
  readonly roundTrips: readonly RoundTripTotals[];
}
