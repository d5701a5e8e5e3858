import type { Config } from '../../result/document.js';

export const ADVICE_SCHEMA = 'zswap-bench.advice/1';

/** What `advise --json` prints. */
export interface Advice {
  readonly schema: typeof ADVICE_SCHEMA;
  readonly tool: { readonly version: string };
  readonly config: Config;
  /** How many ways of setting a machine were tried. */
  readonly tried: number;
  /** Those that no other beats, those that keep most first. */
  readonly front: readonly Choice[];
  /** Index in {@link front} of the one nearest to the best of every objective at once: of released kernels, if any is. */
  readonly balanced: number;
  /** What sets it. */
  readonly settings: readonly Setting[];
}

/** A way of setting a machine, and what it came to over all corpora together. */
export interface Choice {
  readonly compressor: string;
  readonly folioSize: string;
  readonly strategy: string;
  readonly maxPoolPercent: number;
  readonly acceptThresholdPercent: number;
  /** Objective: pages in zswap at the end by pages offered; the more the better. */
  readonly keptShare: number;
  /** Objective: the pool's peak by pages offered; the less the better. */
  readonly poolShare: number;
  /** Objective: time in the compressor for each page kept, from the constants of the virtual engine; likewise. */
  readonly cpuNsPerKeptPage: number;
  readonly overshootPages: number;
  /** Pages that the oracle stores more; null but in scenario `fill`. */
  readonly regretPages: number | null;
  /** Share of bootstrap resamples of the corpora in which it is on the front too; null for one corpus. */
  readonly frontShare: number | null;
}

/** A file and what is written to it. */
export interface Setting {
  readonly path: string;
  readonly value: string;
}
