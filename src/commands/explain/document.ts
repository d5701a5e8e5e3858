/** Trace of one folio through one cell. */
export interface FolioTrace {
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
    /** Cause of the refusal; null if all pages were stored. */
    readonly refused: string | null;
    readonly storedPages: number;
    readonly failingPage: number;
    readonly wasted: number;
  };
  readonly steps: readonly TraceStep[];
}

/** One step of a store path. */
export interface TraceStep {
  /** Checks and actions, with the compared figures. */
  readonly looked: readonly string[];
  /** Changed counters and gauges, signed. */
  readonly moved: readonly string[];
}

/** Returns the first step that differs between two traces; null if none does. */
export function firstDifference(one: FolioTrace, other: FolioTrace): number | null {
  const length = Math.max(one.steps.length, other.steps.length);
  for (let step = 0; step < length; step++) {
    if (JSON.stringify(one.steps[step]) !== JSON.stringify(other.steps[step])) return step + 1;
  }
  return null;
}
