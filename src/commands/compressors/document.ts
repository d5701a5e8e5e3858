import type { Estimate, Machine } from '../../result/document.js';

/** What `compressors` found: a document of its own, `zswap-bench.compressors/1`. */
export interface CompressorComparison {
  readonly schema: typeof COMPRESSORS_SCHEMA;
  readonly tool: { readonly version: string };
  readonly machine: Machine;
  readonly config: {
    readonly compressors: readonly string[];
    readonly corpora: readonly { readonly name: string; readonly sha256: string }[];
    readonly dropPartial: boolean;
    readonly timeSeconds: number | null;
  };
  readonly corpora: readonly ComparedCorpus[];
  readonly cells: readonly ComparedCell[];
}

export const COMPRESSORS_SCHEMA = 'zswap-bench.compressors/1';

/** The copy that stands beside every comparison and takes no part in it. */
export const REFERENCE = 'identity';

export interface ComparedCorpus {
  readonly name: string;
  readonly sha256: string;
  readonly pages: number;
  /** Pages that reach zswap: all but those of folios of nothing but zeros, with folios as `run` makes them by default. */
  readonly comparedPages: number;
  /** Pages that were timed: of the first 64 MiB. */
  readonly timedPages?: number;
}

/** One compressor on one corpus. The figures of the first part are exact; a figure over no pages is null. */
export interface ComparedCell extends Partial<ComparedTimes> {
  readonly key: string;
  readonly corpus: string;
  readonly compressor: string;
  /** Whether each page's length is that of a kernel's compressor. */
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

/** This machine's figures. */
export interface ComparedTimes {
  /** 10^6 bytes before compression, per second. */
  readonly compressMBps: Speed;
  /** 10^6 bytes after decompression, per second. A page that is kept as it is, is copied. */
  readonly decompressMBps: Speed;
  readonly compressNs: PageNs;
  readonly decompressNs: PageNs;
  readonly timedRoundTrip: RoundTrip;
}

/** The median over blocks of pages, with its 95% bootstrap interval. */
export interface Speed extends Estimate {
  /**
   * This compressor's speed by that of the fastest of the corpus, `identity` aside, each time over the same block in the
   * same round; exactly 1 for the fastest itself. Null where `identity` is alone.
   */
  readonly relativeToFastest: Estimate | null;
}

/** Time of one page. */
export interface PageNs {
  readonly p50: number;
  readonly p99: number;
}

/** Pages that did not come back equal, a sentence for each cell. */
export function comparisonFaults({ cells }: CompressorComparison): string[] {
  return cells.flatMap(({ key, roundTrip, timedRoundTrip }) =>
    [roundTrip, timedRoundTrip]
      .filter((trip) => trip !== undefined && trip.mismatches > 0)
      .map((trip) => `${key}: ${trip?.mismatches} of ${trip?.checked} pages came back changed`),
  );
}
