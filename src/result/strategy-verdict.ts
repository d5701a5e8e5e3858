/** Comparison of a strategy with the first one of a result, paired by repetition. */
export interface Verdict {
  readonly strategy: string;
  /** First strategy of the result. */
  readonly against: string;
  /** `stored`: pages stored and not written back. `overshoot`: pages above the pool limit, and above the memcg limit that is exceeded most. */
  readonly figure: VerdictFigure;
  /** Cells of each of the two; the figure of a repetition is the sum over them. */
  readonly cells: number;
  readonly repetitions: number;
  /** Repetitions in which the strategy has the higher figure. */
  readonly higher: number;
  /** Repetitions in which it has the lower figure. */
  readonly lower: number;
  /** Cells in which the median over the repetitions is higher. */
  readonly higherCells: number;
  /** Cells in which it is lower. */
  readonly lowerCells: number;
  /** Difference per cell over the repetitions. */
  readonly differencePages: Spread;
  /** Difference / figure of `against` x 100 over the repetitions; null if that figure is 0 in any. */
  readonly differencePercent: Spread | null;
  /** Exact p of Wilcoxon's signed-rank test over the repetitions. */
  readonly p: number;
  /** Whether `p` is below 0.001 and the difference is not negligible. */
  readonly significant: boolean;
}

export type VerdictFigure = 'stored' | 'overshoot';

/** Median, minimum and maximum. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}
