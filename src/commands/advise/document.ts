import type { Config } from '../../result/document.js';
import type { Weights } from './weights.js';

export const ADVICE_SCHEMA = 'zswap-bench.advice/2';

/** Document of `advise --json`. */
export interface Advice {
  readonly schema: typeof ADVICE_SCHEMA;
  readonly tool: { readonly version: string };
  /** Options, with the kernel's defaults added to lists. Trials run in both scenarios. */
  readonly config: Omit<Config, 'scenario' | 'timeSeconds'>;
  readonly weights: Weights;
  /** CPU time that `weights.cpu` is the weight of. */
  readonly cpuUnitNs: number;
  /** Number of trials: runs of the exact part. */
  readonly trials: number;
  readonly settings: readonly SettingAdvice[];
  /** Pages kept for the RAM of each max_pool_percent, with the standard value of all other settings, in scenario `fill`. */
  readonly poolExchange: readonly PoolExchange[];
  /** Files that apply the decided changes. */
  readonly commands: readonly KernelSetting[];
}

/**
 * `change`: another value is better in every view. `keep`: no other is better in any view. `undecided`: the best value depends on
 * the view. `no-evidence`: the values have the same cost, or the cost has no optimum. `given`: a single value was given.
 */
export type AdviceVerdict = 'change' | 'keep' | 'undecided' | 'no-evidence' | 'given';

/** Advice on one setting. */
export interface SettingAdvice {
  readonly setting: string;
  /** The kernel's default, or the only value that was given. */
  readonly standard: string;
  readonly verdict: AdviceVerdict;
  /** The decided value; the standard one without a decision. */
  readonly value: string;
  readonly reason: string;
  readonly alternatives: readonly Alternative[];
  readonly views: readonly View[];
}

/** A value of a setting: parts of its cost per page offered, and the cost. */
export interface Alternative {
  readonly value: string;
  /** Pages of RAM. */
  readonly ram: number;
  /** Pages that go to the device. */
  readonly io: number;
  readonly cpuNs: number;
  readonly cost: number;
  /** Cost / cost of the advised value - 1, over all trials; null where the latter is 0. */
  readonly loss: number | null;
  /** Lowest and highest loss of all views. */
  readonly lossRange: readonly [low: number, high: number] | null;
}

/** Some of the trials, or other weights, and the best value there. */
export interface View {
  /** `all`, `seed`, `tasks`, `pages`, `scenario`, `neighbour` or `weights`. */
  readonly kind: string;
  readonly name: string;
  /** The standard value where no other is better by more than a hundredth. */
  readonly best: string;
}

/** RAM of a pool and the pages that it keeps from the device. */
export interface PoolExchange {
  readonly maxPoolPercent: number;
  readonly poolPages: number;
  readonly keptPages: number;
}

/** A file of sysfs and the value to write. */
export interface KernelSetting {
  readonly path: string;
  readonly value: string;
}
