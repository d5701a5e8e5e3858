import { findKnown } from '../common/known-names.js';
import { type CompressorChoice, choiceForKernel } from '../compressor/registry.js';
import type { Corpus } from '../corpus/corpus.js';
import { folioSizeName } from '../model/folio/folio.js';
import { KERNELS, type Kernel } from '../model/zswap/kernel-presets.js';
import type { Shard } from '../result/document.js';
import { type Parameters, type Settings, sweepRows } from '../result/settings.js';
import type { NamedStrategy } from '../strategy/resolve.js';
import type { Strategy } from '../strategy/strategy.js';

/** What a run is asked to do, checked. */
export interface RunPlan extends Settings {
  readonly corpora: readonly Corpus[];
  readonly strategies: readonly NamedStrategy[];
  readonly compressors: readonly CompressorChoice[];
  /** In pages, each one of `FOLIO_PAGES`. */
  readonly folioPages: readonly number[];
  /** The part of the grid that is run; null for all of it. */
  readonly shard: Shard | null;
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
  /** As it was given: the name in keys, the costs. */
  readonly compressor: CompressorChoice;
  /** The compressor with the lengths of the cell's kernel. */
  readonly codec: CompressorChoice;
  readonly folioPages: number;
  readonly parameters: Parameters;
}

/** The cells of one corpus, in the order in which results list them. */
export function cellsOf(plan: RunPlan, corpus: string): CellPlan[] {
  const varied = sweepRows().filter(([name]) => plan[name].length > 1);
  const suffix = (parameters: Parameters) =>
    varied.map(([, { parameter }]) => `/${parameter}=${parameters[parameter]}`).join('');
  const cells: CellPlan[] = [];
  for (const compressor of plan.compressors) {
    for (const folioPages of plan.folioPages) {
      for (const named of plan.strategies) {
        const key = `${corpus}/${compressor.name}/${folioSizeName(folioPages)}/${named.name}`;
        const kernel = kernelOf(named.strategy, plan);
        const codec = choiceForKernel(compressor, kernel.name);
        for (const parameters of combinations(plan)) {
          cells.push({
            key: key + suffix(parameters),
            corpus,
            kernel,
            compressor,
            codec,
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

/** The compressors that the cells of a grid use, each with the lengths of its kernel; some may be listed twice. */
export function codecsOf(plan: RunPlan): CompressorChoice[] {
  const kernels = plan.strategies.map(({ strategy }) => kernelOf(strategy, plan).name);
  return plan.compressors.flatMap((compressor) =>
    kernels.map((kernel) => choiceForKernel(compressor, kernel)),
  );
}

/** Cells of the whole grid, without making them. */
export function countCells(plan: RunPlan): number {
  const { corpora, compressors, folioPages, strategies } = plan;
  const lists: (readonly unknown[])[] = [
    ...[corpora, compressors, folioPages, strategies],
    ...sweepRows().map(([name]) => plan[name]),
  ];
  return lists.reduce((product, { length }) => product * length, 1);
}

/** Every combination of swept values; the last sweep varies fastest. */
function combinations(plan: RunPlan): Parameters[] {
  let all: readonly object[] = [{}];
  for (const [name, { parameter }] of sweepRows()) {
    all = all.flatMap((before) => plan[name].map((value) => ({ ...before, [parameter]: value })));
  }
  return all as Parameters[];
}

/** A strategy that reproduces a kernel stays on it. */
function kernelOf({ kernel }: Strategy, plan: RunPlan): NamedKernel {
  const preset = kernel === undefined ? undefined : KERNELS.get(kernel);
  if (kernel !== undefined && preset !== undefined) return { name: kernel, preset };
  return { name: plan.kernel, preset: findKnown('--kernel', plan.kernel, KERNELS) };
}
