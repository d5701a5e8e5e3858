import type { SecondFault } from './plan.js';

/** The features of a kernel that cells depend on, as the guest found them. */
export interface GuestKernel {
  readonly release: string;
  readonly version: string;
  readonly arch: string;
  readonly pageBytes: number;
  /** MemTotal, of which limits are percentages. */
  readonly totalPages: number;
  readonly cpus: number;
  readonly nodes: number;
  readonly zswap: boolean;
  readonly debugfs: boolean;
  readonly memoryController: boolean;
  readonly failNth: boolean;
  /** Sizes of large anonymous folios, in pages, ascending. */
  readonly folioPages: readonly number[];
}

/** A moment of a cell at which all counters were read. */
export type Moment = 'start' | 'end' | 'settled' | 'freed' | 'after';

/** By the counter's name. */
export type GuestCounterValues = ReadonlyMap<string, number>;

/** The fate of folios; guest/cell-state.h explains them. */
export type GuestVerdict = 'stored' | 'refused' | 'mixed' | 'present' | 'waiting';

/** Consecutive folios of one fate, in order of arrival. */
export interface VerdictRun {
  readonly verdict: GuestVerdict;
  readonly folios: number;
}

export interface GuestError {
  readonly step: string;
  readonly errno: number;
  readonly text: string;
}

/** Gauges at the first folio that was refused: `storedPages` right after it, `poolPages` the highest until then. */
export interface FirstRefusal {
  readonly folio: number;
  readonly storedPages: number;
  readonly poolPages: number;
}

export interface GuestTotals {
  /** Highest pool_total_size seen after a store. */
  readonly peakPoolPages: number;
  readonly comparedPages: number;
  readonly mismatchedPages: number;
  /** The first page that read back wrong, as a position in the repeated corpus. */
  readonly firstMismatch?: number;
  /** Time in madvise() and in faults, of folios that were stored. Means nothing under TCG. */
  readonly outNs: number;
  readonly outPages: number;
  readonly inNs: number;
  readonly inPages: number;
}

/** Time of one folio on its way out and in. */
export interface FolioTime {
  readonly outNs: number;
  readonly inNs: number;
}

/** One page-out of one folio with a fault. */
export interface FaultStep {
  /** 0: without a fault. */
  readonly nth: number;
  readonly struck: boolean;
  readonly second: SecondFault | null;
  readonly secondStruck: boolean;
  /** Whether the folio's slots had entries of an earlier store, where they were to have. */
  readonly older: boolean;
  /** Pages of the folio: taken by zswap, left in the swap cache, left mapped; and those that read back wrong. */
  readonly stored: number;
  readonly cached: number;
  readonly mapped: number;
  readonly mismatched: number;
  /** By GROUP/NAME, what moved: during the page-out; since before anything was stored; since then once all was freed. */
  readonly during: GuestCounterValues;
  readonly kept: GuestCounterValues;
  readonly left: GuestCounterValues;
}

/** Growth of memory for kernel objects. */
export interface SlabGrowth {
  readonly pageOuts: number;
  readonly slabPages: number;
}

/** One cell's figures, as the kernel has them. */
export interface GuestCell {
  /**
   * By moment and group: `zswap` (debugfs), `vmstat`, `parent`, `memcg0`... (memory.stat with zswap_current and
   * memory_current), `hugepages-64kB`... (only what is not 0).
   */
  readonly counters: ReadonlyMap<Moment, ReadonlyMap<string, GuestCounterValues>>;
  readonly verdicts: readonly VerdictRun[];
  readonly tally: GuestTotals | null;
  readonly firstRefusal: FirstRefusal | null;
  /** Highest memory.zswap.current in bytes, by group name; only with a limit. */
  readonly memcgPeakBytes: ReadonlyMap<string, number>;
  /** Folios stored in each round of scenario `edge`. */
  readonly rounds: readonly number[];
  /** Of scenario `faults`. */
  readonly steps: readonly FaultStep[];
  /** Kernel objects after many page-outs of a page that is refused without a fault; null for any other. */
  readonly leak: SlabGrowth | null;
  /** Of scenario `lengths`, of every page: null for one that was refused, 0 for one that needs none. */
  readonly lengths: readonly (number | null)[];
  /** Of every folio, on the running machine: ns in madvise() and in the faults that read it back; 0 if it was not stored. */
  readonly times: readonly FolioTime[];
  readonly errors: readonly GuestError[];
  /** Warnings that the kernel printed during the cell. */
  readonly warnings: readonly string[];
  readonly milliseconds: number;
}

/** All that one boot came to. */
export interface GuestResults {
  readonly kernel: GuestKernel;
  readonly cells: readonly GuestCell[];
  /** Outside of cells. */
  readonly errors: readonly GuestError[];
  readonly warnings: readonly string[];
}
