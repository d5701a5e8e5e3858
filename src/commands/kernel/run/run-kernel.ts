import { packageVersion } from '../../../cli/version.js';
import { PAGE_SIZE } from '../../../common/page.js';
import type { KernelHost } from '../../../guest/kernel-host.js';
import type { GuestResults } from '../../../guest/results.js';
import type { RunObserver } from '../../../measure/corpus-run.js';
import { describeMachine } from '../../../measure/machine.js';
import { folioSizeName } from '../../../model/folio/folio.js';
import { FolioQueue } from '../../../model/folio/folio-queue.js';
import { presetOfRelease } from '../../../model/zswap/kernel-releases.js';
import {
  type Cell,
  CORPUS_HASH,
  type CorpusFacts,
  RESULT_SCHEMA,
  type ResultDocument,
} from '../../../result/document.js';
import { kernelStrategy } from '../../../result/kernel-strategy.js';
import { sweepRows } from '../../../result/settings.js';
import { runCells } from '../cells/boot-cells.js';
import { describeKernelCell } from '../cells/describe-cell.js';
import { withIncompressible } from '../cells/incompressible.js';
import { cellKey, type KernelCell, type KernelCorpus } from '../cells/kernel-cell.js';
import { withKernelCorpora } from '../cells/kernel-corpora.js';
import { kernelTimes } from '../cells/page-times.js';
import { type KernelPlan, kernelCells } from './kernel-plan.js';

/** Runs a grid in a kernel and returns it as a result. */
export async function runKernel(
  host: KernelHost,
  plan: KernelPlan,
  observer: RunObserver,
): Promise<ResultDocument> {
  const run = (corpora: KernelPlan['corpora']) =>
    withKernelCorpora(corpora, plan.settings, observer, (opened) =>
      runOpened(host, plan, opened, observer),
    );
  if (!plan.incompressible) return await run(plan.corpora);
  return await withIncompressible((corpus) => run([...plan.corpora, corpus]));
}

async function runOpened(
  host: KernelHost,
  plan: KernelPlan,
  corpora: readonly KernelCorpus[],
  observer: RunObserver,
): Promise<ResultDocument> {
  const cells = kernelCells(plan, corpora);
  const results = await runCells(host, cells, observer);
  const { release, totalPages } = results.kernel;
  for (const warning of results.warnings) observer.remark(`kernel ${release} warns: ${warning}`);
  const strategy = kernelStrategy(release);
  noteSplitFolios(cells, results, observer);
  const preset = presetOfRelease(release) ?? release;
  const varied = sweepRows()
    .filter(([name]) => plan.settings[name].length > 1)
    .map(([, { parameter }]) => parameter);
  return {
    schema: RESULT_SCHEMA,
    tool: { version: packageVersion() },
    machine: describeMachine(),
    corpusHash: CORPUS_HASH,
    config: {
      strategies: [strategy],
      compressors: plan.compressors,
      folioSizes: plan.folioPages.map(folioSizeName),
      corpora: corpora.map(({ corpus, survey }) => ({ name: corpus.name, sha256: survey.sha256 })),
      ...plan.settings,
      kernel: preset,
      totalRamBytes: totalPages * PAGE_SIZE,
      offerBytes: plan.settings.offerBytes ?? commonOffer(cells),
    },
    corpora: corpora.map((corpus) => corpusFacts(corpus, plan.folioPages)),
    cells: cells.map(
      (cell, index): Cell => ({
        key: cellKey(cell, strategy, varied),
        corpus: cell.corpus.corpus.name,
        compressor: cell.compressor,
        folioSize: folioSizeName(cell.folioPages),
        strategy,
        kernel: preset,
        parameters: cell.parameters,
        exact: describeKernelCell(cell, results.cells[index], results.kernel),
        ...kernelTimes(cell, results.cells[index]),
      }),
    ),
  };
}

/** The default offer, where it is the same in all cells: `run` has another default. */
function commonOffer(cells: readonly KernelCell[]): number | null {
  const offers = new Set(cells.map(({ offerPages }) => offerPages));
  return offers.size === 1 ? cells[0].offerPages * PAGE_SIZE : null;
}

/** The kernel splits a folio for which it finds no run of swap slots, and stores its pages one by one. */
function noteSplitFolios(
  cells: readonly KernelCell[],
  { kernel, cells: guests }: GuestResults,
  { remark }: RunObserver,
): void {
  for (const [index, cell] of cells.entries()) {
    const split = guests[index].verdicts
      .filter(({ verdict }) => verdict === 'mixed')
      .reduce((sum, { folios }) => sum + folios, 0);
    if (split === 0) continue;
    const key = cellKey(cell, kernelStrategy(kernel.release), []);
    remark(`${key}: ${split} folios are stored in part, and count as rejected`);
  }
}

function corpusFacts(
  { corpus, survey, grouping }: KernelCorpus,
  sizes: readonly number[],
): CorpusFacts {
  return {
    name: corpus.name,
    sha256: survey.sha256,
    pages: survey.pageCount,
    zeroPages: survey.zeroPages,
    grouping,
    folios: Object.fromEntries(
      sizes.map((folioPages) => [folioSizeName(folioPages), foliosOf(folioPages)]),
    ),
  };

  function foliosOf(folioPages: number): number {
    const queue = new FolioQueue(survey, { grouping, folioPages, offerPages: survey.pageCount });
    let count = 0;
    for (let folio = queue.next(); folio !== null; folio = queue.next()) {
      if (folio.pageCount === folioPages) count++;
    }
    return count;
  }
}
