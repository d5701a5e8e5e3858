/** What `check` found: a document of its own, `zswap-bench.check/1`. */
export interface CheckReport {
  readonly schema: typeof CHECK_SCHEMA;
  readonly config: {
    readonly strategies: readonly string[];
    readonly kernel: string;
    readonly folioSizes: readonly string[];
    readonly corpora: readonly { readonly name: string; readonly sha256: string }[];
    readonly schedules: number;
    readonly exhaustive: boolean;
    readonly seed: number;
  };
  readonly strategies: readonly StrategyReport[];
}

export const CHECK_SCHEMA = 'zswap-bench.check/1';

/** One strategy, with the lengths of one corpus. */
export interface StrategyReport {
  readonly strategy: string;
  readonly corpus: string;
  readonly kernel: string;
  readonly cases: number;
  readonly schedules: number;
  readonly steps: number;
  /** Faults that struck. */
  readonly faults: number;
  readonly verdict: 'exact' | 'drift';
  readonly drifts: readonly DriftReport[];
  readonly findings: readonly FindingReport[];
}

export interface DriftReport {
  /** A counter, or what else was looked at. */
  readonly subject: string;
  /** What made the store fail, or `no failure`. */
  readonly cause: string;
  readonly lowest: number;
  readonly highest: number;
  readonly cases: number;
}

/** The smallest case found for something that is off, and all that is off in it. */
export interface FindingReport {
  readonly violations: readonly { readonly subject: string; readonly off: number }[];
  readonly trace: readonly {
    readonly step: number;
    readonly who: string;
    readonly did: readonly string[];
    readonly moved: readonly string[];
  }[];
  /** The arguments that run exactly this case again. */
  readonly replay: readonly string[];
}
