import type { Estimate, Machine } from '../../result/document.js';
import type { Holes } from '../../result/option-values.js';

/** Document of `compressors`, `zswap-bench.compressors/1`. */
export interface CompressorComparison {
  readonly schema: typeof COMPRESSORS_SCHEMA;
  readonly tool: { readonly version: string };
  readonly machine: Machine;
  readonly config: {
    readonly compressors: readonly string[];
    readonly corpora: readonly { readonly name: string; readonly sha256: string }[];
    readonly dropPartial: boolean;
    readonly holes: Holes;
    readonly timeSeconds: number | null;
  };
  readonly corpora: readonly ComparedCorpus[];
  readonly cells: readonly ComparedCell[];
}

export const COMPRESSORS_SCHEMA = 'zswap-bench.compressors/1';

/** Compressor that copies; included in every comparison, but does not compete. */
export const REFERENCE = 'identity';

export interface ComparedCorpus {
  readonly name: string;
  readonly sha256: string;
  readonly pages: number;
  /** Pages that reach zswap: all except those of wholly zero folios, with the default folios of `run`. */
  readonly comparedPages: number;
  /** Timed pages, from the first 64 MiB. */
  readonly timedPages?: number;
}

/** One compressor on one corpus. The figures without times are exact; a figure over no pages is null. */
export interface ComparedCell extends Partial<ComparedTimes> {
  readonly key: string;
  readonly corpus: string;
  readonly compressor: string;
  /** Every page has the length that a kernel's compressor gives. */
  readonly kernelLengths: boolean;
  /** Bytes before / bytes after compression; an incompressible page counts whole. */
  readonly ratio: number | null;
  /** Pages / pages of a zsmalloc pool that holds them all. */
  readonly poolRatio: number | null;
  /** Share of incompressible pages: payload of 4096 bytes or more. */
  readonly incompressibleShare: number | null;
  /** Distinct pages compressed, put through the pool, read back and compared. */
  readonly roundTrip: RoundTrip;
}

export interface RoundTrip {
  readonly checked: number;
  readonly mismatches: number;
}

/** Figures of the host. */
export interface ComparedTimes {
  /** 10^6 bytes before compression, per second. */
  readonly compressMBps: Speed;
  /** 10^6 bytes after decompression, per second. An incompressible page is copied. */
  readonly decompressMBps: Speed;
  readonly compressNs: PageNs;
  readonly decompressNs: PageNs;
  readonly timedRoundTrip: RoundTrip;
}

/** Median over blocks of pages, with its 95% bootstrap interval. */
export interface Speed extends Estimate {
  /**
   * Speed / speed of the fastest compressor of the corpus over the same block in the same round; `identity` does not
   * compete. Exactly 1 for the fastest itself; null if `identity` is alone.
   */
  readonly relativeToFastest: Estimate | null;
}

/** Whether a relative speed is that of the fastest compressor. */
export function isFastest({ median, low, high }: Estimate): boolean {
  return median === 1 && low === 1 && high === 1;
}

/** Whether a relative speed is not significantly below that of the fastest compressor. */
export function mayBeFastest({ low, high }: Estimate): boolean {
  return low <= 1 && high >= 1;
}

/** Time of one page. */
export interface PageNs {
  readonly p50: number;
  readonly p99: number;
}

/** Lists cells with pages changed by a round trip, one sentence each. */
export function roundTripFaults({ cells }: CompressorComparison): string[] {
  return cells.flatMap(({ key, roundTrip, timedRoundTrip }) =>
    [roundTrip, timedRoundTrip]
      .filter((trip) => trip !== undefined && trip.mismatches > 0)
      .map((trip) => `${key}: ${trip?.mismatches} of ${trip?.checked} pages came back changed`),
  );
}
