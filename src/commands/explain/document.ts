/** One folio's way through one cell. */
export interface Explanation {
  readonly key: string;
  readonly folio: {
    readonly number: number;
    readonly slot: number;
    readonly page: number;
    readonly pageCount: number;
    readonly memcg: number;
    readonly zeroPages: number;
  };
  readonly outcome: {
    /** Null if all its pages are in. */
    readonly refused: string | null;
    readonly storedPages: number;
    readonly failingPage: number;
    readonly wasted: number;
  };
  readonly steps: readonly ExplainedStep[];
}

/** One step of a store. */
export interface ExplainedStep {
  /** What it looked at or did, with the figures that it compared. */
  readonly looked: readonly string[];
  /** Counters and gauges that it moved, signed. */
  readonly moved: readonly string[];
}

/** The first step at which two stores of a folio differ; null if they do not. */
export function firstDifference(one: Explanation, other: Explanation): number | null {
  const length = Math.max(one.steps.length, other.steps.length);
  for (let step = 0; step < length; step++) {
    if (JSON.stringify(one.steps[step]) !== JSON.stringify(other.steps[step])) return step + 1;
  }
  return null;
}
