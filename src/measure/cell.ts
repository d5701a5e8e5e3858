import { findKnown } from '../common/known-names.js';
import { type CompressorChoice, choiceForKernel } from '../compressor/compressors.js';
import type { Corpus } from '../corpus/corpus.js';
import { folioSizeName } from '../model/folio/folio.js';
import { KERNELS, type Kernel } from '../model/zswap/kernel-presets.js';
import { type StepCosts, stepCosts } from '../model/zswap/step-costs.js';
import type { Shard } from '../result/document.js';
import { type Parameters, type Settings, sweepRows } from '../result/settings.js';
import type { NamedStrategy } from '../strategy/resolve.js';
import type { Strategy } from '../strategy/strategy.js';
import { costsIn, type MeasuredCosts } from './measured-costs.js';

/** Validated options of a run. */
export interface RunPlan extends Settings {
  readonly corpora: readonly Corpus[];
  readonly strategies: readonly NamedStrategy[];
  readonly compressors: readonly CompressorChoice[];
  /** In pages, each one of `FOLIO_PAGES`. */
  readonly folioPages: readonly number[];
  /** Virtual costs of a measured machine; the documented constants without. */
  readonly costs?: MeasuredCosts;
  /** Part of the grid to run; null for all of it. */
  readonly shard: Shard | null;
  /** Threads for the exact work; 1: it runs on the main thread. */
  readonly jobs: number;
}

/** A kernel preset and its name. */
export interface NamedKernel {
  readonly name: string;
  readonly preset: Kernel;
}

/** One cell of the grid. */
export interface CellPlan extends NamedStrategy {
  readonly key: string;
  readonly corpus: string;
  readonly kernel: NamedKernel;
  /** Compressor as given: its name in keys, and its costs. */
  readonly compressor: CompressorChoice;
  /** Compressor with the lengths of the cell's kernel. */
  readonly codec: CompressorChoice;
  /** Virtual costs of a measured machine. */
  readonly costs?: StepCosts;
  readonly folioPages: number;
  readonly parameters: Parameters;
}

/** Returns the cells of one corpus in the order of the result. */
export function cellsOf(plan: RunPlan, corpus: string): CellPlan[] {
  const varied = sweepRows().filter(([name]) => plan[name].length > 1);
  const suffix = (parameters: Parameters) =>
    varied.map(([, { parameter }]) => `/${parameter}=${parameters[parameter]}`).join('');
  const cells: CellPlan[] = [];
  for (const compressor of plan.compressors) {
    for (const folioPages of plan.folioPages) {
      const size = folioSizeName(folioPages);
      const costs = plan.costs && costsIn(plan.costs, compressor.name, size);
      for (const named of plan.strategies) {
        const key = `${corpus}/${compressor.name}/${size}/${named.name}`;
        const kernel = kernelOf(named.strategy, plan);
        const codec = choiceForKernel(compressor, kernel.name);
        for (const parameters of combinations(plan)) {
          cells.push({
            key: key + suffix(parameters),
            corpus,
            kernel,
            compressor,
            codec,
            ...(costs === undefined ? {} : { costs }),
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

/** Virtual costs of a cell's steps. */
export function costsOf({ costs, compressor }: CellPlan): StepCosts {
  return costs ?? stepCosts(compressor.cost);
}

/** Returns the compressors of all cells and offers, each with the lengths of its kernel; the list can have duplicates. */
export function codecsOf(plan: RunPlan): CompressorChoice[] {
  const kernels = plan.strategies.map(({ strategy }) => kernelOf(strategy, plan).name);
  kernels.push(plan.kernel);
  return plan.compressors.flatMap((compressor) =>
    kernels.map((kernel) => choiceForKernel(compressor, kernel)),
  );
}

/** Returns the names of the compressors that cells use, and their offers, which follow `--kernel`. */
export function codecNames(cells: readonly CellPlan[], kernel: string): ReadonlySet<string> {
  return new Set(
    cells.flatMap(({ codec, compressor }) => [
      codec.name,
      choiceForKernel(compressor, kernel).name,
    ]),
  );
}

/** Returns the number of cells of the whole grid, without creating them. */
export function countCells(plan: RunPlan): number {
  const { corpora, compressors, folioPages, strategies } = plan;
  const lists: (readonly unknown[])[] = [
    ...[corpora, compressors, folioPages, strategies],
    ...sweepRows().map(([name]) => plan[name]),
  ];
  return lists.reduce((product, { length }) => product * length, 1);
}

/** Returns every combination of swept values; the last sweep varies fastest. */
function combinations(plan: RunPlan): Parameters[] {
  let all: readonly object[] = [{}];
  for (const [name, { parameter }] of sweepRows()) {
    all = all.flatMap((before) => plan[name].map((value) => ({ ...before, [parameter]: value })));
  }
  return all as Parameters[];
}

/** Returns the kernel preset of a cell. A strategy that reproduces a kernel always uses that one. */
function kernelOf({ kernel }: Strategy, plan: RunPlan): NamedKernel {
  const preset = kernel === undefined ? undefined : KERNELS.get(kernel);
  if (kernel !== undefined && preset !== undefined) return { name: kernel, preset };
  return kernelNamed(plan.kernel);
}

export function kernelNamed(name: string): NamedKernel {
  return { name, preset: findKnown('--kernel', name, KERNELS) };
}
