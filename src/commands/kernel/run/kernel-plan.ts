import { type GridOptions, settingsFrom } from '../../../cli/grid-options.js';
import { folioPagesOf, namesOf } from '../../../cli/run-plan.js';
import { usageFailure } from '../../../common/errors.js';
import { PAGE_SIZE } from '../../../common/page.js';
import { COMPRESSORS, chooseCompressor } from '../../../compressor/compressors.js';
import type { Corpus } from '../../../corpus/corpus.js';
import { selectCorpora } from '../../../corpus/corpus.js';
import { type Parameters, type Settings, sweepRows } from '../../../result/settings.js';
import { machineCpus } from '../cells/boot-cells.js';
import { INCOMPRESSIBLE } from '../cells/incompressible.js';
import type { KernelCell, KernelCorpus } from '../cells/kernel-cell.js';

/** A grid for a real kernel. */
export interface KernelPlan {
  readonly settings: Settings;
  readonly corpora: readonly Corpus[];
  readonly compressors: readonly string[];
  readonly folioPages: readonly number[];
  readonly nodes: number;
  readonly memoryBytes: number;
  /** Whether the cells of incompressible pages run too. */
  readonly incompressible: boolean;
}

/** Parsed options of `kernel run` that make the grid. */
export interface KernelGridOptions extends Omit<GridOptions, 'strategies' | 'cpus'> {
  readonly nodes: number;
  readonly memory: number;
  /** CPUs of the virtual machine. */
  readonly cpus?: number;
}

/** Checks options against each other and against what a kernel can be told. */
export function planKernelRun({ cpus, ...options }: KernelGridOptions): KernelPlan {
  const given = settingsFrom(options);
  const settings: Settings = {
    ...given,
    timeSeconds: null,
    totalRamBytes: null,
    repeat: 1,
    cpus: [machineCpus(cpus, options.nodes, given.tasks)],
    numaPolicy: options.nodes > 1 ? 'interleave' : given.numaPolicy,
  };
  const { scenario, shrinkWorker, memcgs, tasks } = settings;
  if (scenario === 'steady') {
    throw refused('--scenario', 'fill or edge', `'${scenario}'`, 'run steady in the model');
  }
  if (!shrinkWorker) {
    throw refused(
      '--shrink-worker',
      'on',
      "'off'",
      'leave it out: a kernel always has its shrink worker',
    );
  }
  if (memcgs > Math.min(...tasks)) {
    throw refused(
      '--memcgs',
      'no more memcgs than tasks',
      `${memcgs} memcgs and ${Math.min(...tasks)} tasks`,
      'raise --tasks; task t uses memcg t mod N',
    );
  }
  return {
    settings,
    corpora: selectCorpora(options.corpora),
    compressors: namesOf(options.compressors, kernelCompressors()).map(kernelCompressor),
    folioPages: folioPagesOf(options.folioSizes),
    nodes: options.nodes,
    memoryBytes: options.memory,
    incompressible: options.corpora.includes('all'),
  };
}

/** Compressors that kernels have under the same name. */
export function kernelCompressors(): ReadonlyMap<string, true> {
  const names = [...COMPRESSORS].filter(([name, kind]) => kind.kernelName === name);
  return new Map(names.map(([name]) => [name, true]));
}

/** Throws a usage `Failure` for a compressor that a kernel cannot be told. */
function kernelCompressor(asked: string): string {
  const { name, kernelName } = chooseCompressor(asked);
  if (kernelName === name) return name;
  throw refused(
    '--compressor',
    `one of ${[...kernelCompressors().keys()].join(', ')}`,
    `'${asked}'`,
    'a kernel takes its own compressors, at their own level',
  );
}

/** Pool limits that a cell is offered where the offer is not given, as page data. */
const OFFERED_LIMITS = 6;

/** The cells of a plan, in the order in which results list them. */
export function kernelCells(plan: KernelPlan, corpora: readonly KernelCorpus[]): KernelCell[] {
  const { settings, memoryBytes } = plan;
  return corpora.flatMap((corpus) => {
    const incompressible = corpus.corpus.name === INCOMPRESSIBLE;
    const all = combinations(settings);
    return plan.compressors.flatMap((compressor) =>
      plan.folioPages.flatMap((folioPages) =>
        (incompressible ? all.slice(0, 1) : all).map(
          (parameters): KernelCell => ({
            corpus,
            compressor,
            folioPages,
            parameters,
            offerPages: incompressible
              ? corpus.survey.pageCount
              : offerPages(settings, corpus, parameters, memoryBytes),
            memcgs: settings.memcgs,
            memcgMaxBytes: settings.memcgMaxBytes,
            memcgParentMaxBytes: settings.memcgParentMaxBytes,
            // So that a page which does not compress fails its folio on every kernel.
            writeback: settings.writeback && !incompressible,
            scenario: incompressible ? 'fill' : (settings.scenario as 'fill' | 'edge'),
          }),
        ),
      ),
    );
  });
}

function offerPages(
  { offerBytes, scenario }: Settings,
  { survey }: KernelCorpus,
  parameters: Parameters,
  memoryBytes: number,
): number {
  if (offerBytes !== null) return Math.floor(offerBytes / PAGE_SIZE);
  if (scenario === 'edge') return survey.pageCount;
  const limitPages = ((memoryBytes / PAGE_SIZE) * parameters['max-pool-percent']) / 100;
  return Math.max(survey.pageCount, Math.ceil(OFFERED_LIMITS * limitPages));
}

/** Every combination of swept values; the last sweep varies fastest. */
function combinations(settings: Settings): Parameters[] {
  let all: readonly object[] = [{}];
  for (const [name, { parameter }] of sweepRows()) {
    all = all.flatMap((before) =>
      settings[name].map((value) => ({ ...before, [parameter]: value })),
    );
  }
  return all as Parameters[];
}

function refused(subject: string, expected: string, found: string, remedy: string) {
  return usageFailure({ subject, expected, found, remedy });
}
