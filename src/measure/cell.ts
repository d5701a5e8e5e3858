import type { CompressorChoice } from '../compressor/registry.js';
import type { Corpus } from '../corpus/corpus.js';
import { folioSizeName } from '../model/folio/folio.js';
import type { Grouping } from '../model/folio/folio-queue.js';
import { KERNELS, type Kernel } from '../model/zswap/kernel-presets.js';
import type { Parameters, Shard } from '../result/document.js';
import type { Scenario } from '../simulation/scenario.js';
import type { NamedStrategy } from '../strategy/resolve.js';
import type { Strategy } from '../strategy/strategy.js';
import type { MachinePlan } from './limits.js';

/** What a run is asked to do, checked. */
export interface RunPlan extends MachinePlan {
  readonly corpora: readonly Corpus[];
  readonly strategies: readonly NamedStrategy[];
  readonly compressors: readonly CompressorChoice[];
  /** In pages, each one of `FOLIO_PAGES`. */
  readonly folioPages: readonly number[];
  /** Null: `aligned` for pages with addresses, `dense` for those without. */
  readonly grouping: Grouping | null;
  /** Null: one pass over the corpus. */
  readonly offerBytes: number | null;
  /** The preset for strategies that have no kernel of their own. */
  readonly kernel: NamedKernel;
  readonly shrinkWorker: boolean;
  readonly scenario: Scenario;
  readonly maxPoolPercent: readonly number[];
  readonly acceptThresholdPercent: readonly number[];
  readonly tasks: readonly number[];
  readonly seed: number;
  /** Seconds for the timed part; null to leave it out. */
  readonly timeSeconds: number | null;
  /** Worker threads of the timed part; with 1 there are none, and it runs where all else does. */
  readonly threads: number;
  readonly verify: boolean;
  /** The part of the grid that is run; null for all of it. */
  readonly shard: Shard | null;
  /** Cut off a raw file's incomplete last page. */
  readonly dropPartial: boolean;
}

/** A kernel preset under its name. */
export interface NamedKernel {
  readonly name: string;
  readonly preset: Kernel;
}

/** One combination of the grid, of one corpus. */
export interface CellPlan extends NamedStrategy {
  readonly key: string;
  readonly corpus: string;
  readonly kernel: NamedKernel;
  readonly compressor: CompressorChoice;
  readonly folioPages: number;
  readonly parameters: Parameters;
}

/** Cells of the whole grid, of all shards together. */
export function countCells(plan: RunPlan): number {
  const lists: (readonly unknown[])[] = [
    ...[plan.corpora, plan.compressors, plan.strategies, plan.folioPages, plan.tasks],
    ...[plan.maxPoolPercent, plan.acceptThresholdPercent],
  ];
  return lists.reduce((product, { length }) => product * length, 1);
}

/** The cells of one corpus, in the order in which results list them. */
export function cellsOf(plan: RunPlan, corpus: string): CellPlan[] {
  const varied = {
    'max-pool-percent': plan.maxPoolPercent,
    'accept-threshold-percent': plan.acceptThresholdPercent,
    tasks: plan.tasks,
  };
  const suffix = (parameters: Parameters) =>
    Object.entries(varied)
      .filter(([, values]) => values.length > 1)
      .map(([name]) => `/${name}=${parameters[name as keyof Parameters]}`)
      .join('');
  const cells: CellPlan[] = [];
  for (const compressor of plan.compressors) {
    for (const folioPages of plan.folioPages) {
      for (const named of plan.strategies) {
        const key = `${corpus}/${compressor.name}/${folioSizeName(folioPages)}/${named.name}`;
        for (const parameters of combinations(plan)) {
          cells.push({
            key: key + suffix(parameters),
            corpus,
            kernel: kernelOf(named.strategy, plan),
            compressor,
            folioPages,
            ...named,
            parameters,
          });
        }
      }
    }
  }
  return cells;
}

function combinations(plan: RunPlan): Parameters[] {
  return plan.maxPoolPercent.flatMap((max) =>
    plan.acceptThresholdPercent.flatMap((accept) =>
      plan.tasks.map((tasks) => ({
        'max-pool-percent': max,
        'accept-threshold-percent': accept,
        tasks,
      })),
    ),
  );
}

/** A strategy that reproduces a kernel stays on it. */
function kernelOf({ kernel }: Strategy, plan: RunPlan): NamedKernel {
  const preset = kernel === undefined ? undefined : KERNELS.get(kernel);
  return kernel === undefined || preset === undefined ? plan.kernel : { name: kernel, preset };
}
