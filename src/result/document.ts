import type { GlobalCounterName } from './counter-names.js';
import type { Machine } from './host.js';
import type { CostsFacts, KernelTimes } from './kernel-times.js';
import type { Rejects } from './reject-causes.js';
import type { Repetitions } from './repetitions.js';
import type { Parameters, Settings } from './settings.js';
import type { Verdict } from './strategy-verdict.js';
import type { Timed } from './timed-figures.js';

export type { Estimate, Timed } from './timed-figures.js';
export type { Machine };

/** The result document, `zswap-bench.result/1`, of `run` and `merge`. */
export interface ResultDocument {
  readonly schema: typeof RESULT_SCHEMA;
  /** Program that wrote the result. */
  readonly tool: { readonly version: string };
  /** The host. */
  readonly machine: Machine;
  /** Hosts of the shards of a merged result, where they differ; {@link machine} is the first. */
  readonly machines?: readonly Machine[];
  /** Definition of `sha256` of corpora: 2; absent for an older one, which leaves out zero pages and borders of runs. */
  readonly corpusHash?: number;
  /** Part of the grid; absent in a whole result. */
  readonly shard?: Shard;
  /** Every effective option. */
  readonly config: Config;
  readonly corpora: readonly CorpusFacts[];
  /** Comparisons of strategies; absent without repetitions, or with one strategy. Derived from the cells. */
  readonly verdicts?: readonly Verdict[];
  readonly cells: readonly Cell[];
}

/** Maximum number of parts of a grid. */
export const MAX_SHARDS = 100_000;

/** A part of a grid: `index` of `count`, from 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** Definition of `sha256` of corpora that this version computes. */
export const CORPUS_HASH = 2;

export const RESULT_SCHEMA = 'zswap-bench.result/1';

export interface Config extends Settings {
  readonly strategies: readonly string[];
  /** Parts of each of {@link strategies}, if policies were replaced. */
  readonly mixes?: readonly Mix[];
  /** Absent with the documented constants. */
  readonly costs?: CostsFacts;
  readonly compressors: readonly string[];
  readonly folioSizes: readonly string[];
  /** All corpora of the grid; `sha256` is null in a shard without a cell of the corpus. */
  readonly corpora: readonly { readonly name: string; readonly sha256: string | null }[];
}

/** Parts of a strategy `GLOBAL+MEMCG`: a store path, and the strategies whose policies it has; null for the path's own. */
export interface Mix {
  readonly path: string;
  readonly global: string | null;
  readonly memcg: string | null;
}

export interface CorpusFacts {
  readonly name: string;
  /** SHA-256 of all pages, their positions and the borders of runs; see `corpusHash`. */
  readonly sha256: string;
  readonly pages: number;
  readonly zeroPages: number;
  /** Grouping of pages into folios. */
  readonly grouping: 'aligned' | 'dense';
  /** Folios of exactly each size in one pass, for the sizes that were given. */
  readonly folios: Readonly<Record<string, number>>;
}

/** One combination of the grid. */
export interface Cell {
  /** `corpus/compressor/folioSize/strategy`, then `/name=value` for each parameter that was given as a list. */
  readonly key: string;
  readonly corpus: string;
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  /** Kernel preset. */
  readonly kernel: string;
  readonly parameters: Parameters;
  /** Figures of repetition 0. */
  readonly exact: Exact;
  /** Figures of all repetitions; absent with a single one, and in a result of `kernel run`. */
  readonly repetitions?: Repetitions;
  /** Absent without a timed part. */
  readonly timed?: Timed;
  readonly kernelTimes?: KernelTimes;
}

/**
 * Equal for equal input, options and seed, on every machine and Node version. In a result of `kernel run` it is a kernel's
 * own count, and fields that a kernel does not tell are absent.
 */
export interface Exact {
  /** Folios by outcome. */
  readonly folios: Offered;
  /** Pages by outcome of their folio; `incompressible`: accepted with length 4096; `preloaded`: offered before the neighbourhood of a limit. */
  readonly pages: Offered & { readonly incompressible?: number; readonly preloaded?: number };
  /** Refused folios by cause; the sum is `folios.rejected`. */
  readonly rejects?: Rejects;
  /** `[index, stores]`: stores that failed at the page with this index. */
  readonly failingPage?: readonly (readonly [number, number])[];
  /** Counters of debugfs and vmstat, by the kernel's names, at the end; negative where a known bug takes back too much. */
  readonly counters: Readonly<Partial<Record<GlobalCounterName, number>>>;
  /** The compressed pool. */
  readonly pool: {
    /** max_pool_percent of RAM. */
    readonly limitPages: number;
    /** Pages at the end. */
    readonly endPages: number;
    /** Maximum, sampled after every page. */
    readonly peakPages: number;
    /** Peak minus limit, at least 0. */
    readonly overshootPages: number;
    /** 99th percentile of the overshoot in pages, sampled at each incoming page. */
    readonly overshootP99?: number;
    /** Compressed bytes stored at the end. */
    readonly compressedBytes?: number;
    /** Bytes before / bytes after compression of the pages stored at the end; null if there are none. */
    readonly ratio: number | null;
  };
  /** Each memcg, then their parent, which includes them. */
  readonly memcg: readonly MemcgFacts[];
  /** Work of stores that failed. */
  readonly wasted?: {
    /** Pages compressed, the failing page included. */
    readonly compressions: number;
    /** Virtual time. */
    readonly virtualNs: number;
  };
  readonly progress?: {
    /** Rounds in which every store failed; null except in scenario `edge`. */
    readonly allFailedRounds: number | null;
    /** Rounds; null except in scenario `edge`. */
    readonly rounds: number | null;
    /** Rounds in which every store was accepted; absent except in scenario `edge`, and in older results. */
    readonly allStoredRounds?: number;
    /** Median virtual time from the start of a round to its first accepted folio. */
    readonly firstStoreNs?: number | null;
    /** Jain's index over pages stored per task; null if none was stored. */
    readonly fairness?: number | null;
    /** Jain's index over pages stored per memcg; null if none was stored. */
    readonly fairnessOfMemcgs?: number | null;
    /** Folios refused while older entries of their memcg stayed. */
    readonly lruInversions?: number;
    /** Runs of the shrink worker. */
    readonly shrinkWorkerRuns?: number;
  };
  /** Clairvoyant store of the same arrivals; null except in scenario `fill`. */
  readonly oracle?: {
    /** Pages stored when each folio that fits is admitted, alone and in corpus order. */
    readonly storedPages: number;
    /** Upper bound for any strategy that keeps the limit: fractional knapsack over single pages at their slot's cost. */
    readonly boundPages: number;
    /** Oracle gap: `storedPages` minus the stored_pages gauge at the end; negative after an overshoot. */
    readonly regretPages: number;
    /** False rejects: folios refused although they would have fitted below both limits. */
    readonly refusedThatFitted: number;
  } | null;
  readonly rollback: {
    /** Stores that failed. */
    readonly failedStores: number;
    /** Counter minus expected counter at the end, without zeros. */
    readonly drift: Readonly<Record<string, number>>;
    /** Counters with a known kernel bug that the strategy reproduces. */
    readonly declared: readonly string[];
    readonly verdict: 'exact' | 'drift';
    /** Warnings that a real kernel printed during the cell; absent if there are none. */
    readonly warnings?: readonly string[];
  };
  /** Distinct pages compressed, put through the pool, read back and compared; null with --no-verify. */
  readonly roundTrip: { readonly checked: number; readonly mismatches: number } | null;
  /** `[virtual ns, pool pages, 1 while the full flag is set]`, at most 200 points. */
  readonly timeline?: readonly (readonly [number, number, 0 | 1])[];
  /** Usage at each point of `timeline`; absent without a memcg limit, and in older results. */
  readonly memcgTimeline?: {
    /** Memcg that uses most; absent without a limit of memcgs. */
    readonly largestPages?: readonly number[];
    /** Parent of all memcgs; absent without a limit of its own. */
    readonly parentPages?: readonly number[];
  };
}

type Told<T> = { readonly [K in keyof T]-?: Exclude<T[K], undefined> };

/** The figures of the model, which tells all of them. */
export interface ModelExact extends Exact {
  readonly pages: Told<Exact['pages']>;
  readonly rejects: Rejects;
  readonly failingPage: NonNullable<Exact['failingPage']>;
  readonly counters: Readonly<Record<GlobalCounterName, number>>;
  readonly pool: Told<Exact['pool']>;
  readonly memcg: readonly Told<MemcgFacts>[];
  readonly wasted: NonNullable<Exact['wasted']>;
  readonly progress: Told<Omit<NonNullable<Exact['progress']>, 'allStoredRounds'>> & {
    readonly allStoredRounds?: number;
  };
  readonly oracle: Exclude<Exact['oracle'], undefined>;
  readonly timeline: NonNullable<Exact['timeline']>;
}

export interface ModelCell extends Cell {
  readonly exact: ModelExact;
}

/** The result of a model's run. */
export interface ModelResult extends ResultDocument {
  readonly cells: readonly ModelCell[];
}

export interface MemcgFacts {
  readonly name: string;
  /** memory.zswap.max; null for `max`. */
  readonly limitPages: number | null;
  /** Compressed bytes at the end, in whole pages; negative where a known bug uncharges too much. */
  readonly endPages: number;
  readonly peakPages?: number;
  /** Peak minus limit, at least 0. */
  readonly overshootPages?: number;
}

export interface Offered {
  /** Sum of the following. */
  readonly offered: number;
  readonly stored: number;
  readonly rejected: number;
  /** Wholly zero folios, which never reach zswap. */
  readonly zero: number;
}
