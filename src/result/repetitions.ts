import type { RejectCause } from './reject-causes.js';

/** Exact figures of all repetitions of a cell. A list has one value for each repetition; the first is that of `exact`. */
export interface Repetitions {
  readonly count: number;
  /** Seeds of the virtual schedule. */
  readonly seeds: readonly number[];
  /** Pages of the corpus at which arrivals begin: the first folio is the first that begins there or later. */
  readonly startPages: readonly number[];
  /** Pool pages that are allocated before the run begins. */
  readonly fillPages: readonly number[];
  /** Figures that the cell has in every repetition. */
  readonly figures: RepeatedFigures;
  /** Refused folios by cause, for the causes of any repetition. */
  readonly rejects: Readonly<Partial<Record<RejectCause, readonly number[]>>>;
  /** Counter minus expected counter at the end, for the counters that drift in any repetition. */
  readonly drift: Readonly<Record<string, readonly number[]>>;
}

/** Figures by repetition. */
export interface RepeatedFigures {
  /** `folios.offered` */
  readonly offeredFolios?: readonly number[];
  /** `folios.stored` */
  readonly storedFolios?: readonly number[];
  /** `folios.rejected` */
  readonly rejectedFolios?: readonly number[];
  /** `folios.zero` */
  readonly zeroFolios?: readonly number[];
  /** `pages.stored` */
  readonly storedPages?: readonly number[];
  /** `counters.zswpwb` */
  readonly writtenBackPages?: readonly number[];
  /** `counters.stored_pages` */
  readonly endStoredPages?: readonly number[];
  /** `counters.zswpout` */
  readonly zswpout?: readonly number[];
  /** `wasted.compressions` */
  readonly wastedCompressions?: readonly number[];
  /** `pool.peakPages` */
  readonly peakPages?: readonly number[];
  /** `pool.overshootPages` */
  readonly overshootPages?: readonly number[];
  /** Largest `memcg[].overshootPages` */
  readonly memcgOvershootPages?: readonly number[];
  /** `pool.ratio` */
  readonly ratio?: readonly number[];
  /** `progress.lruInversions` */
  readonly lruInversions?: readonly number[];
  /** `progress.fairness` */
  readonly fairness?: readonly number[];
  /** `progress.fairnessOfMemcgs` */
  readonly fairnessOfMemcgs?: readonly number[];
  /** `progress.shrinkWorkerRuns` */
  readonly shrinkWorkerRuns?: readonly number[];
  /** `progress.rounds` */
  readonly rounds?: readonly number[];
  /** `progress.allStoredRounds` */
  readonly allStoredRounds?: readonly number[];
  /** `progress.allFailedRounds` */
  readonly allFailedRounds?: readonly number[];
  /** `oracle.storedPages` */
  readonly oracleStoredPages?: readonly number[];
  /** `oracle.regretPages` */
  readonly oracleGapPages?: readonly number[];
  /** `oracle.refusedThatFitted` */
  readonly falseRejects?: readonly number[];
  /** `rollback.failedStores` */
  readonly failedStores?: readonly number[];
}

export type FigureName = keyof RepeatedFigures;
