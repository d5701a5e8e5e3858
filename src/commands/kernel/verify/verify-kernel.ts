import { packageVersion } from '../../../cli/version.js';
import { PAGE_SIZE } from '../../../common/page.js';
import { selectCorpora } from '../../../corpus/corpus.js';
import { guestFailure } from '../../../guest/guest-failure.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import type { GuestCell, GuestKernel } from '../../../guest/results.js';
import type { RunObserver } from '../../../measure/corpus-run.js';
import type { Survey } from '../../../measure/survey/survey.js';
import { presetOfRelease } from '../../../model/zswap/kernel-releases.js';
import { kernelStrategy } from '../../../result/kernel-strategy.js';
import { bootCells, type GuestMachine } from '../cells/boot-cells.js';
import { describeKernelCell } from '../cells/describe-cell.js';
import { cellKey, type KernelCell, type KernelCorpus } from '../cells/kernel-cell.js';
import { withKernelCorpora } from '../cells/kernel-corpora.js';
import { compareCell } from './compare-cell.js';
import { compareConcurrent } from './compare-concurrent.js';
import { VERIFY_SCHEMA, type VerifiedCell, type VerifyReport } from './document.js';
import {
  type CellInModel,
  type KernelModel,
  modelOf,
  runInModel,
  surveyForModel,
} from './model-cell.js';
import { type Extent, GRIDS, type VerifyBoot, verifyBoots } from './verify-grid.js';

export interface VerifyPlan {
  readonly extent: Extent;
  /** Undefined: those of the extent. */
  readonly corpora: readonly string[] | undefined;
}

/** Runs the cells of an extent in a kernel and in the model, and compares them. */
export async function verifyKernel(
  kernel: OpenedKernel,
  { extent, corpora: asked }: VerifyPlan,
  options: GuestMachine['options'],
  observer: RunObserver,
): Promise<VerifyReport> {
  const preset = presetOfRelease(kernel.release);
  if (preset === null) throw noModel(kernel);
  const model = modelOf(kernel.release, preset);
  const corpora = selectCorpora(asked ?? GRIDS[extent].corpora ?? []);
  const settings = { folios: null, dropPartial: false, holes: 'zero' } as const;
  const cells = await withKernelCorpora(corpora, settings, observer, async (opened) => {
    const boots = verifyBoots(extent, opened, options.memory);
    const surveys = new Surveys(model, GRIDS[extent].compressors);
    const verified: VerifiedCell[] = [];
    for (const [index, boot] of boots.entries()) {
      const place = boots.length > 1 ? `boot ${index + 1} of ${boots.length}: ` : '';
      const progress: RunObserver['progress'] = (text, ended) =>
        observer.progress(place + text, ended);
      verified.push(
        ...(await verifyBoot(kernel, boot, surveys, {
          options,
          observer: { ...observer, progress },
        })),
      );
    }
    return verified;
  });
  return {
    schema: VERIFY_SCHEMA,
    tool: { version: packageVersion() },
    kernel: kernel.release,
    model: { strategy: model.strategy, kernel: preset },
    cells,
  };
}

interface BootSetting {
  readonly options: GuestMachine['options'];
  readonly observer: RunObserver;
}

async function verifyBoot(
  kernel: OpenedKernel,
  { cells, nodes, cpus }: VerifyBoot,
  surveys: Surveys,
  { options, observer }: BootSetting,
): Promise<VerifiedCell[]> {
  const machine = {
    options: {
      ...options,
      // Where a node has no large piece of memory left, smaller folios are formed.
      memory: options.memory * nodes,
      cpus: options.cpus ?? cpus,
    },
    nodes,
  };
  const results = await bootCells(kernel, cells, machine, observer);
  const verified: VerifiedCell[] = [];
  for (const [index, cell] of cells.entries()) {
    observer.progress(`${cellKey(cell, kernelStrategy(kernel.release), [])}: model`);
    const inModel: CellInModel = {
      ...{ cell, model: surveys.model, surveyed: await surveys.of(cell.corpus) },
      machine: { totalPages: results.kernel.totalPages, nodes },
    };
    verified.push(await verifyCell(inModel, results.cells[index], results.kernel));
  }
  return verified;
}

async function verifyCell(
  inModel: CellInModel,
  guest: GuestCell,
  kernel: GuestKernel,
): Promise<VerifiedCell> {
  const { release, totalPages, cpus, nodes } = kernel;
  const { cell } = inModel;
  const { tasks } = cell.parameters;
  const { rollback, roundTrip } = describeKernelCell(cell, guest, kernel);
  const changed = roundTrip?.mismatches ?? 0;
  const figures =
    tasks === 1
      ? compareCell(cell, guest, await runInModel(inModel), kernel)
      : await compareConcurrent(inModel, guest, kernel);
  return {
    key: cellKey(cell, kernelStrategy(release), tasks === 1 ? [] : ['tasks']),
    scenario: cell.scenario,
    tasks,
    guest: { totalPages, cpus, nodes },
    memcgLimitPages: pagesOf(cell.memcgMaxBytes),
    parentLimitPages: pagesOf(cell.memcgParentMaxBytes),
    figures,
    drift: rollback.drift,
    faults: [
      ...Object.entries(rollback.drift)
        .filter(([counter]) => !rollback.declared.includes(counter))
        .map(([counter, off]) => `${counter} drifted by ${off}`),
      ...(rollback.warnings ?? []).map((warning) => `the kernel warns: ${warning}`),
      ...(changed === 0 ? [] : [`${changed} pages came back changed`]),
    ],
  };
}

function pagesOf(bytes: KernelCell['memcgMaxBytes']): number | null {
  return bytes === null ? null : Math.floor(bytes / PAGE_SIZE);
}

/** Lengths of corpora with all compressors, each read once. */
class Surveys {
  readonly model: KernelModel;
  readonly #compressors: readonly string[];
  readonly #known = new Map<KernelCorpus, Survey>();

  constructor(model: KernelModel, compressors: readonly string[]) {
    this.model = model;
    this.#compressors = compressors;
  }

  async of(corpus: KernelCorpus): Promise<Survey> {
    const known = this.#known.get(corpus);
    const surveyed = known ?? (await surveyForModel(corpus, this.#compressors, this.model));
    this.#known.set(corpus, surveyed);
    return surveyed;
  }
}

function noModel({ path, release }: OpenedKernel) {
  return guestFailure({
    subject: path,
    expected: 'a release that a preset covers, 6.12 or later',
    found: release,
    remedy: 'see its figures alone with zswap-bench kernel run',
  });
}
