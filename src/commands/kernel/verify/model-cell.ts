import { PAGE_SIZE } from '../../../common/page.js';
import { Random } from '../../../common/random.js';
import {
  type CompressorChoice,
  choiceForKernel,
  chooseCompressor,
} from '../../../compressor/compressors.js';
import type { CellPlan } from '../../../measure/cell.js';
import { limitsOf } from '../../../measure/cell-limits.js';
import { runExact } from '../../../measure/exact/exact.js';
import { createCompressors } from '../../../measure/open-compressors.js';
import { type Survey, survey } from '../../../measure/survey/survey.js';
import { KERNELS } from '../../../model/zswap/kernel-presets.js';
import { stepCosts } from '../../../model/zswap/step-costs.js';
import type { ModelExact } from '../../../result/document.js';
import type { RejectCause } from '../../../result/reject-causes.js';
import { STRATEGIES } from '../../../strategy/strategies.js';
import type { StorePath, Strategy } from '../../../strategy/strategy.js';
import type { KernelCell, KernelCorpus } from '../cells/kernel-cell.js';

/** The model of a kernel release. */
export interface KernelModel {
  readonly release: string;
  readonly preset: string;
  readonly strategy: string;
}

/** A store in the model. */
export interface ModelStore {
  readonly pageCount: number;
  /** Null if it was stored. */
  readonly refused: RejectCause | null;
  /** pool_total_size when it had ended. */
  readonly poolPages: number;
  /** memory.zswap.current of its memcg when it had ended. */
  readonly memcgBytes: number;
}

/** Circumstances of a cell in the model. */
export interface ModelMachine {
  /** RAM of the guest. */
  readonly totalPages: number;
  readonly nodes: number;
}

/** One of the courses that the cell of several tasks may take. */
export interface Course {
  readonly seed: number;
  readonly cpus: number;
  /** Before each store a task works for a random time below this one. */
  readonly spreadNs: number;
}

/** The course of a cell with one task. */
const ALONE: Course = { seed: 1, cpus: 1, spreadNs: 0 };

/** A cell in the model: every store in the order in which they ended, folios of zeros left out, and the figures at the end. */
export interface ModelRun {
  readonly stores: readonly ModelStore[];
  readonly exact: ModelExact;
}

/** The model of a preset: its mainline strategy. */
export function modelOf(release: string, preset: string): KernelModel {
  return { release, preset, strategy: `mainline-${preset}` };
}

/** Reads a corpus with the lengths of all compressors of its cells, as the preset has them. */
export async function surveyForModel(
  { source }: KernelCorpus,
  compressors: readonly string[],
  { preset }: KernelModel,
): Promise<Survey> {
  const codecs = compressors.map((name) => codecOf(name, preset));
  return await survey(source, await createCompressors(codecs), false);
}

function codecOf(compressor: string, preset: string): CompressorChoice {
  return choiceForKernel(chooseCompressor(compressor), preset);
}

/** Model time of a store that meets no limit, in ns. */
export function storeNs({ compressor, folioPages }: KernelCell): number {
  const costs = stepCosts(chooseCompressor(compressor).cost);
  const { entryAllocateNs, compressNs, publishNs, accountNs } = costs;
  return folioPages * (entryAllocateNs + compressNs + publishNs + accountNs);
}

/** A cell with the model that it is compared with. */
export interface CellInModel {
  readonly cell: KernelCell;
  readonly surveyed: Survey;
  readonly model: KernelModel;
  readonly machine: ModelMachine;
}

/** Runs a kernel's cell in the model, with the guest's RAM. */
export async function runInModel(
  { cell, surveyed, model, machine }: CellInModel,
  course: Course = ALONE,
): Promise<ModelRun> {
  const stores: ModelStore[] = [];
  const { grouping, corpus } = cell.corpus;
  const plan: CellPlan = {
    key: '',
    name: model.strategy,
    corpus: corpus.name,
    kernel: {
      name: model.preset,
      preset: KERNELS.get(model.preset) as CellPlan['kernel']['preset'],
    },
    compressor: chooseCompressor(cell.compressor),
    codec: codecOf(cell.compressor, model.preset),
    folioPages: cell.folioPages,
    parameters: { ...cell.parameters, cpus: course.cpus },
    strategy: recorded(STRATEGIES.get(model.strategy) as Strategy, course, stores),
  };
  const limits = { ...cell, totalRamBytes: machine.totalPages * PAGE_SIZE };
  const exact = await runExact(plan, {
    survey: surveyed,
    grouping,
    offerPages: cell.offerPages,
    limits: limitsOf(limits, cell.parameters, cell.offerPages),
    scenario: cell.scenario,
    shrinkWorker: true,
    seed: course.seed,
    oracle: null,
    numa: { nodes: machine.nodes, policy: 'interleave' },
  });
  return { stores, exact };
}

/** A strategy that notes how each of its stores ended, and starts them as a course has it. */
function recorded(strategy: Strategy, { seed, spreadNs }: Course, stores: ModelStore[]): Strategy {
  const random = new Random('spread', seed);
  return {
    ...strategy,
    *path(store): StorePath {
      if (spreadNs >= 1) yield random.below(Math.floor(spreadNs));
      const outcome = yield* strategy.path(store);
      stores.push({
        pageCount: store.pageCount,
        refused: outcome.refused,
        poolPages: store.zswap.pool.pagesAllocated,
        memcgBytes: store.zswap.memcgs[store.folio.memcg].zswapBytes,
      });
      return outcome;
    },
  };
}
