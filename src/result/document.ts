/** The result document, `zswap-bench.result/1`: what `run --json` prints and every later step reads. */
export interface ResultDocument {
  readonly schema: typeof RESULT_SCHEMA;
  readonly tool: { readonly version: string };
  readonly machine: Machine;
  /** Of a merged result whose shards ran on different machines: those of each shard in turn; {@link machine} is the first. */
  readonly machines?: readonly Machine[];
  /** Which part of a run this is, from 1; absent in a whole one. */
  readonly shard?: Shard;
  /** Every effective option. */
  readonly config: Config;
  readonly corpora: readonly CorpusFacts[];
  readonly cells: readonly Cell[];
}

/** Into how many parts a run is cut at the most. */
export const MOST_SHARDS = 100_000;

/** A part of a run: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

export const RESULT_SCHEMA = 'zswap-bench.result/1';

export interface Machine {
  /** Equal for machines that cannot be told apart by what follows. */
  readonly fingerprint: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memoryBytes: number;
  readonly arch: string;
  readonly platform: string;
  readonly node: string;
  readonly zlib: string;
}

export interface Config {
  readonly strategies: readonly string[];
  /** What each of {@link strategies} is made of; absent unless another's policy was asked for. */
  readonly mixes?: readonly Mix[];
  readonly compressors: readonly string[];
  readonly folioSizes: readonly string[];
  /** All of them; a checksum is null in a shard that has no cell of the corpus. */
  readonly corpora: readonly { readonly name: string; readonly sha256: string | null }[];
  /** As asked for; null where each corpus takes its default. */
  readonly folios: 'aligned' | 'dense' | null;
  readonly dropPartial: boolean;
  readonly offerBytes: number | null;
  readonly totalRamBytes: number | null;
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
  readonly memcgs: number;
  readonly memcgMaxBytes: number | null;
  readonly memcgParentMaxBytes: number | null;
  readonly writeback: boolean;
  readonly shrinkWorker: boolean;
  readonly kernel: string;
  readonly scenario: string;
  readonly tasks: readonly number[];
  readonly seed: number;
  readonly timeSeconds: number | null;
  /** Worker threads of the timed part; absent where there was only ever one. */
  readonly threads?: number;
  readonly verify: boolean;
}

/** What `GLOBAL+MEMCG` names: a store path with another strategy's policy for a limit, null where it is the path's own. */
export interface Mix {
  readonly path: string;
  readonly global: string | null;
  readonly memcg: string | null;
}

export interface CorpusFacts {
  readonly name: string;
  readonly sha256: string;
  readonly pages: number;
  readonly zeroPages: number;
  /** How its pages were grouped into folios. */
  readonly grouping: 'aligned' | 'dense';
  /** For each folio size asked for, how many folios of that very size one pass brings. */
  readonly folios: Readonly<Record<string, number>>;
}

/** One combination of the grid. */
export interface Cell {
  readonly key: string;
  readonly corpus: string;
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  /** The kernel preset that it ran on. */
  readonly kernel: string;
  readonly parameters: Parameters;
  readonly exact: Exact;
  /** Absent without a timed part. */
  readonly timed?: Timed;
}

export interface Parameters {
  readonly 'max-pool-percent': number;
  readonly 'accept-threshold-percent': number;
  readonly tasks: number;
}

/** Equal for equal input, options and seed, on every machine and Node version. */
export interface Exact {
  readonly folios: Offered;
  readonly pages: Offered & { readonly incompressible: number };
  /** Folios by cause; the sum is `folios.rejected`. */
  readonly rejects: Rejects;
  /** How many stores failed at which page: [index, stores], by rising index. */
  readonly failingPage: readonly (readonly [number, number])[];
  /** Below zero where a strategy takes back more than it added. */
  readonly counters: Readonly<Record<CounterOfResult, number>>;
  readonly pool: {
    readonly limitPages: number;
    readonly endPages: number;
    readonly peakPages: number;
    readonly overshootPages: number;
    /** What 99 of 100 pages that came in did not find the limit passed by. */
    readonly overshootP99: number;
    /** Of what is stored at the end. */
    readonly compressedBytes: number;
    /** Stored bytes before compression by bytes after, at the end; null if nothing is stored. */
    readonly ratio: number | null;
  };
  /** The memcgs and their parent, which counts what is below it. */
  readonly memcg: readonly MemcgFacts[];
  /** Work of stores that failed. */
  readonly wasted: { readonly compressions: number; readonly virtualNs: number };
  readonly progress: {
    /** Rounds of stores without a success; null but in scenario `edge`. */
    readonly allFailedRounds: number | null;
    /** Rounds of stores; null but in scenario `edge`. */
    readonly rounds: number | null;
    /** Median virtual time from a round's start to its first accepted folio. */
    readonly firstStoreNs: number | null;
    /** Jain's index over pages stored per task, and per memcg; null if there are none. */
    readonly fairness: number | null;
    readonly fairnessOfMemcgs: number | null;
    /** Folios refused while older entries of their memcg stayed. */
    readonly lruInversions: number;
    readonly shrinkWorkerRuns: number;
  };
  /** Null but in scenario `fill`. */
  readonly oracle: {
    /** Pages that are stored if each folio is admitted that fits when it comes, alone, in corpus order. */
    readonly storedPages: number;
    /** Pages that could be stored at most if any page could be taken or left, each at its slot's cost. */
    readonly boundPages: number;
    /** The oracle's stored pages minus the stored_pages gauge at the end; negative after an overshoot. */
    readonly regretPages: number;
    /** Folios refused that would have fitted below both limits when they were refused. */
    readonly refusedThatFitted: number;
  } | null;
  readonly rollback: {
    readonly failedStores: number;
    /** Counter minus independent count at the end, zeros left out. */
    readonly drift: Readonly<Record<string, number>>;
    /** Counters that the strategy is known to leave wrong. */
    readonly declared: readonly string[];
    readonly verdict: 'exact' | 'drift';
  };
  /** Null with --no-verify. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  /** [virtual ns, pool pages, 1 while the full flag is set], at most 200. */
  readonly timeline: readonly (readonly [number, number, 0 | 1])[];
}

/** Counters with the kernel's names, at the end of a run. */
export type CounterOfResult =
  | 'stored_pages'
  | 'stored_incompressible_pages'
  | 'pool_limit_hit'
  | 'reject_compress_fail'
  | 'reject_compress_poor'
  | 'reject_alloc_fail'
  | 'reject_kmemcache_fail'
  | 'reject_reclaim_fail'
  | 'written_back_pages'
  | 'zswpout'
  | 'zswpin'
  | 'zswpwb';

export interface Rejects {
  /** The pool was at or above its limit. */
  readonly pool_limit: number;
  /** It was below, but not yet down to the accept threshold. */
  readonly hysteresis: number;
  readonly memcg_limit: number;
  /** An estimate did not fit below one of the limits. */
  readonly headroom: number;
  /** The kernel takes no large folio. */
  readonly large_folio: number;
  /** The pool was being replaced. */
  readonly pool_ref: number;
  /** A page did not compress and may not be kept as it is. */
  readonly compress_fail: number;
  /** Likewise, with a compressor that does not look for the end of its room (lzo until 6.14). */
  readonly compress_poor: number;
  /** zsmalloc or the index found no memory. */
  readonly alloc_fail: number;
  /** The slab had no entry. */
  readonly kmemcache_fail: number;
}

export interface MemcgFacts {
  readonly name: string;
  /** memory.zswap.max in pages; null for `max`. */
  readonly limitPages: number | null;
  /** Below zero where a strategy uncharges more than it charged. */
  readonly endPages: number;
  readonly peakPages: number;
  readonly overshootPages: number;
}

export interface Offered {
  /** Stored, rejected and zero together. */
  readonly offered: number;
  readonly stored: number;
  readonly rejected: number;
  /** Folios of nothing but zeros, which never reach zswap. */
  readonly zero: number;
}

/** A median with its 95% bootstrap interval. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

export interface Timed {
  /** Pages stored per second under the limits asked for; null if nothing was stored. */
  readonly pagesPerSecond: (Estimate & { readonly samples: readonly number[] }) | null;
  /** The bare compressor over the same pages. */
  readonly referencePagesPerSecond: Estimate;
  /** Median of {@link relativeSamples}; null if there are none. */
  readonly relativeToCompressor: number | null;
  /**
   * The bare compressor's time by the store path's with the limits out of the way, block by block. Blocks of which even
   * then some folio was refused are left out: there the store path compressed less.
   */
  readonly relativeSamples: readonly number[];
  /** Time of a stored folio; null if none was. */
  readonly folioNs: {
    readonly p50: number;
    readonly p99: number;
    /** [lower bound in ns, folios], by rising bound. */
    readonly histogram: readonly (readonly [number, number])[];
  } | null;
  /** Entries whose pages were read back and compared at the end; null with --no-verify. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  /** What counting the state that threads shared anew found to be off, a clause each; absent on one thread. */
  readonly recount?: readonly string[];
}
