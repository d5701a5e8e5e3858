import { packageVersion } from '../../../cli/version.js';
import { selectCorpora } from '../../../corpus/corpus.js';
import { guestFailure } from '../../../guest/guest-failure.js';
import type { OpenedKernel } from '../../../guest/kernel/kernel.js';
import type { GuestResults } from '../../../guest/results.js';
import type { RunObserver } from '../../../measure/corpus-run.js';
import type { Survey } from '../../../measure/survey/survey.js';
import { presetOfRelease } from '../../../model/zswap/kernel-releases.js';
import { bootCells, type GuestMachine } from '../cells/boot-cells.js';
import { describeKernelCell } from '../cells/describe-cell.js';
import {
  cellKey,
  type KernelCell,
  type KernelCorpus,
  kernelStrategy,
} from '../cells/kernel-cell.js';
import { withKernelCorpora } from '../cells/kernel-corpora.js';
import { compareCell } from './compare-cell.js';
import { VERIFY_SCHEMA, type VerifiedCell, type VerifyReport } from './document.js';
import { type KernelModel, modelOf, runInModel, surveyForModel } from './model-cell.js';
import { type Extent, GRIDS, verifyCells } from './verify-grid.js';

export interface VerifyPlan {
  readonly extent: Extent;
  /** Undefined: those of the extent. */
  readonly corpora: readonly string[] | undefined;
}

/** Runs the cells of an extent in a kernel and in the model, and compares them. */
export async function verifyKernel(
  kernel: OpenedKernel,
  { extent, corpora: asked }: VerifyPlan,
  machine: GuestMachine,
  observer: RunObserver,
): Promise<VerifyReport> {
  const preset = presetOfRelease(kernel.release);
  if (preset === null) throw noModel(kernel);
  const model = modelOf(kernel.release, preset);
  const corpora = selectCorpora(asked ?? GRIDS[extent].corpora ?? []);
  const settings = { folios: null, dropPartial: false, holes: 'zero' } as const;
  return await withKernelCorpora(corpora, settings, observer, async (opened) => {
    const cells = verifyCells(extent, opened, machine.options.memory);
    const results = await bootCells(kernel, cells, machine, observer);
    const verified = await compareAll(cells, results, model, observer);
    const { totalPages, cpus } = results.kernel;
    return {
      schema: VERIFY_SCHEMA,
      tool: { version: packageVersion() },
      kernel: kernel.release,
      model: { strategy: model.strategy, kernel: preset },
      guest: { totalPages, cpus },
      cells: verified,
    };
  });
}

async function compareAll(
  cells: readonly KernelCell[],
  results: GuestResults,
  model: KernelModel,
  observer: RunObserver,
): Promise<VerifiedCell[]> {
  const { totalPages, release } = results.kernel;
  const surveys = new Map<KernelCorpus, Survey>();
  const compressors = [...new Set(cells.map(({ compressor }) => compressor))];
  const verified: VerifiedCell[] = [];
  for (const [index, cell] of cells.entries()) {
    const key = cellKey(cell, kernelStrategy(release), []);
    observer.progress(`${key}: model`);
    const known = surveys.get(cell.corpus);
    const surveyed = known ?? (await surveyForModel(cell.corpus, compressors, model));
    surveys.set(cell.corpus, surveyed);
    const run = await runInModel(cell, surveyed, model, totalPages);
    const guest = results.cells[index];
    const { rollback, roundTrip, memcg } = describeKernelCell(cell, guest, totalPages);
    const changed = roundTrip?.mismatches ?? 0;
    verified.push({
      key,
      memcgLimitPages: memcg[1].limitPages,
      figures: compareCell(cell, guest, run, totalPages),
      drift: rollback.drift,
      faults: [
        ...(rollback.warnings ?? []).map((warning) => `the kernel warns: ${warning}`),
        ...(changed === 0 ? [] : [`${changed} pages came back changed`]),
      ],
    });
  }
  return verified;
}

function noModel({ path, release }: OpenedKernel) {
  return guestFailure({
    subject: path,
    expected: 'a release that a preset covers, 6.12 or later',
    found: release,
    remedy: 'see its figures alone with zswap-bench kernel run',
  });
}
