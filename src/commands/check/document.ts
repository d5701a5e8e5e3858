import type { Coverage } from '../../verify/coverage/coverage.js';

/** Document of `check`, `zswap-bench.check/1`. */
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

/** One strategy with the compressed lengths of one corpus. */
export interface StrategyReport {
  readonly strategy: string;
  readonly corpus: string;
  readonly kernel: string;
  readonly cases: number;
  readonly schedules: number;
  readonly steps: number;
  /** Faults injected. */
  readonly faults: number;
  /** Small cases that were searched for every order of steps, and those without an order left out; null without --exhaustive. */
  readonly interleaved: { readonly cases: number; readonly complete: number } | null;
  /** `exact so far`: no drift, but a reachable step was not reached, or an order of steps was left out. */
  readonly verdict: 'exact' | 'exact so far' | 'drift';
  /** Null for a replayed case. */
  readonly coverage: Coverage | null;
  readonly drifts: readonly DriftReport[];
  readonly findings: readonly FindingReport[];
}

export interface DriftReport {
  /** Counter, or other state that is compared. */
  readonly subject: string;
  /** Cause of the failed store, or `no failure`. */
  readonly cause: string;
  readonly lowest: number;
  readonly highest: number;
  readonly cases: number;
}

/** Smallest case found for a violation, with all its violations. */
export interface FindingReport {
  readonly violations: readonly { readonly subject: string; readonly off: number }[];
  readonly trace: readonly {
    readonly step: number;
    /** Last of several steps in a row that reached nothing and changed nothing. */
    readonly until?: number;
    readonly who: string;
    readonly did: readonly string[];
    readonly moved: readonly string[];
  }[];
  /** Arguments that replay this case. */
  readonly replay: readonly string[];
}
