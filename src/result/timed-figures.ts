/** A median with its 95% bootstrap interval. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** Figures of the host. With `--threads` above 1, speeds of all threads together by wall clock. */
export interface Timed {
  /** Key of the first cell that was timed interleaved with this one; absent where cells were timed one after another. */
  readonly turn?: string;
  /** Pages stored per second under the limits, the time of refused folios included; null if none was stored. */
  readonly pagesPerSecond: (Estimate & { readonly samples: readonly number[] }) | null;
  /** Pages per second of the bare compressor over the same pages, in the same interleaved run. */
  readonly referencePagesPerSecond: Estimate;
  /** Median of `relativeSamples`; null if there are none. */
  readonly relativeToCompressor: number | null;
  /**
   * CPU time of the bare compressor / CPU time of the store path without limits, one sample per block. A block with a refused folio has
   * no sample: the store path compressed less than the compressor.
   */
  readonly relativeSamples: readonly number[];
  /** Time to store a folio; null if none was stored. */
  readonly folioNs: {
    /** Median. */
    readonly p50: number;
    /** 99th percentile. */
    readonly p99: number;
    /** `[lower bound in ns, folios]`, ascending. */
    readonly histogram: readonly (readonly [number, number])[];
  } | null;
  /** Entries read back and compared at the end; null with --no-verify. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  /** Shared state that differs from a recount after the threads have ended; absent on one thread. */
  readonly recount?: readonly string[];
}
