import type { Config } from '../../result/document.js';

export const ADVICE_SCHEMA = 'zswap-bench.advice/1';

/** Document of `advise --json`. */
export interface Advice {
  readonly schema: typeof ADVICE_SCHEMA;
  readonly tool: { readonly version: string };
  readonly config: Config;
  /** Number of settings tried. */
  readonly tried: number;
  /** Pareto front, descending by pages kept. */
  readonly front: readonly Choice[];
  /** Index in {@link front} of the choice nearest to the best of all objectives, of released kernels if any is there. */
  readonly balanced: number;
  /** Files that apply it. */
  readonly settings: readonly KernelSetting[];
}

/** A combination of settings and its figures over all corpora together. */
export interface Choice {
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  readonly maxPoolPercent: number;
  readonly acceptThresholdPercent: number;
  /** Objective (maximum): pages in zswap at the end / pages offered. */
  readonly keptShare: number;
  /** Objective (minimum): pool peak / pages offered. */
  readonly poolShare: number;
  /** Objective (minimum): virtual compression time per page kept. */
  readonly cpuNsPerKeptPage: number;
  readonly overshootPages: number;
  /** Oracle gap; null except in scenario `fill`. */
  readonly regretPages: number | null;
  /** Share of bootstrap resamples of the corpora with this choice on the front; null for one corpus. */
  readonly frontShare: number | null;
}

/** A file of sysfs and the value to write. */
export interface KernelSetting {
  readonly path: string;
  readonly value: string;
}
