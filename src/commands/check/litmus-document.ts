import type { LitmusRow } from '../../verify/litmus/litmus-rows.js';

/** Document of `check --litmus`, `zswap-bench.litmus-report/1`. */
export interface LitmusReport {
  readonly schema: typeof LITMUS_REPORT_SCHEMA;
  readonly cases: readonly LitmusCaseReport[];
}

export const LITMUS_REPORT_SCHEMA = 'zswap-bench.litmus-report/1';

/** One case. */
export interface LitmusCaseReport {
  readonly name: string;
  readonly summary: string;
  readonly sources: readonly string[];
  /** Reason why the model cannot show it; null if it can. */
  readonly skip: string | null;
  /** One for each strategy; none for a skipped case. */
  readonly rows: readonly LitmusRow[];
}
