import { usageFailure } from '../common/errors.js';
import { PAGE_SIZE } from '../common/page.js';
import type { WorkObserver } from '../common/work-observer.js';
import type { PageCompressor } from '../compressor/compressor.js';
import type { Corpus } from '../corpus/corpus.js';
import { openPageSource, type PageSource } from '../corpus/page-source.js';
import { folioSizeName } from '../model/folio/folio.js';
import { FolioQueue, type Grouping } from '../model/folio/folio-queue.js';
import type { CorpusFacts, ModelCell, Timed } from '../result/document.js';
import { type CellPlan, codecNames, type RunPlan } from './cell.js';
import { CellOffers } from './exact/cell-offers.js';
import type { ExactJobs } from './jobs/exact-jobs.js';
import { type ExactPart, exactParts } from './jobs/exact-parts.js';
import { QueuedLengths } from './jobs/queued-lengths.js';
import { LocalLengths } from './survey/local-lengths.js';
import { surveyInto } from './survey/survey.js';
import type { ExactRun } from './surveyed-corpus.js';
import { timedParts } from './timed/timed-parts.js';
import type { Timing } from './timed/timing.js';

/** Receives progress and remarks of a run. */
export interface RunObserver extends WorkObserver {
  /** Called with a remark for the user. */
  remark(text: string): void;
}

/** Cells to run over one corpus. */
export interface CorpusJob {
  readonly plan: RunPlan;
  readonly corpus: Corpus;
  readonly cells: readonly CellPlan[];
  readonly compressors: ReadonlyMap<string, PageCompressor>;
  readonly observer: RunObserver;
  /** Threads for the exact work. */
  readonly jobs: ExactJobs;
}

/** Inputs that the cells of one corpus share. */
export interface CorpusRun extends ExactRun {
  readonly source: PageSource;
  /** Pages that the timed part is offered: those of `--offer`, or one pass. */
  readonly offerPages: number;
  readonly offers: CellOffers;
  readonly cells: readonly CellPlan[];
  readonly compressors: ReadonlyMap<string, PageCompressor>;
  readonly observer: RunObserver;
  readonly jobs: ExactJobs;
}

/** Results of a corpus: facts of its pages, and its cells. */
export interface CorpusResult {
  readonly facts: CorpusFacts;
  readonly cells: readonly ModelCell[];
}

/**
 * Surveys a corpus, then runs its cells: first all exact parts, then all timed parts. Without timed parts the exact parts
 * still run in threads when the corpus is closed: the outer promise is that of the survey, the inner one that of the cells.
 *
 * @param timing null for no timed parts
 */
export async function runCorpus(
  job: CorpusJob,
  timing: Timing | null,
): Promise<{ readonly ended: Promise<CorpusResult> }> {
  return await withCorpus(job, async (run) => {
    const exact = exactParts(run);
    // It is awaited later: a failure must not count as one that no code awaits.
    exact.catch(() => {});
    const timed = timing === null ? null : await exact.then(() => timedParts(run, timing));
    const facts = corpusFacts(run, job.corpus.name);
    const ended = exact.then((parts) => ({
      facts,
      cells: run.cells.map((cell, i) => describeCell(cell, parts[i], timed?.get(cell))),
    }));
    ended.catch(() => {});
    if (job.jobs.threads === 0) await ended;
    return { ended };
  });
}

/** Opens and surveys a corpus, then calls `work` with it. */
export async function withCorpus<T>(
  { plan, corpus, cells, compressors, observer, jobs }: CorpusJob,
  work: (run: CorpusRun) => Promise<T>,
): Promise<T> {
  const source = await openPageSource(corpus.path, plan);
  try {
    const names = codecNames(cells, plan.kernel);
    const used = new Map([...compressors].filter(([name]) => names.has(name)));
    const grouping = chooseGrouping(plan, corpus, source, observer);
    const lengths = new QueuedLengths(jobs, new LocalLengths(used, plan.verify), {
      compressors: [...used.keys()],
      cells: cells.length,
    });
    const surveyed = await surveyInto(lengths, source, (pages) => {
      observer.progress(`${corpus.name}: ${pages} pages read`);
    });
    for (const remark of source.remarks) observer.remark(`${corpus.name}: ${remark}`);
    return await work({
      plan,
      source,
      survey: surveyed,
      grouping,
      offerPages:
        plan.offerBytes === null ? surveyed.pageCount : Math.floor(plan.offerBytes / PAGE_SIZE),
      offers: new CellOffers({
        plan,
        corpus: corpus.name,
        survey: surveyed,
        grouping,
        remark: (text) => observer.remark(text),
      }),
      cells,
      compressors,
      observer,
      jobs,
    });
  } finally {
    await source.close();
  }
}

/** The grouping asked for, or the one that a corpus has by itself. Throws a `Failure` where pages have no addresses for it. */
export function chooseGrouping(
  plan: Pick<RunPlan, 'folios'>,
  corpus: Corpus,
  source: PageSource,
  observer: RunObserver,
): Grouping {
  if (source.addressed) return plan.folios ?? 'aligned';
  if (plan.folios === 'aligned') {
    throw usageFailure({
      subject: corpus.path,
      expected: 'pages with virtual addresses for --folios aligned',
      found: 'a raw dump',
      remedy: 'pass --folios dense, or name an ELF core',
    });
  }
  if (plan.folios === null) {
    observer.remark(`${corpus.name}: a raw dump has no addresses: folios are dense, in file order`);
  }
  return 'dense';
}

function corpusFacts(run: CorpusRun, name: string): CorpusFacts {
  const { sha256, pageCount, zeroPages } = run.survey;
  const folios = run.plan.folioPages.map((folioPages) => [
    folioSizeName(folioPages),
    countFolios(run, folioPages),
  ]);
  return {
    name,
    sha256,
    pages: pageCount,
    zeroPages,
    grouping: run.grouping,
    folios: Object.fromEntries(folios),
  };
}

/** Counts the folios of exactly this size in one pass. */
function countFolios(run: CorpusRun, folioPages: number): number {
  const { survey, grouping } = run;
  const queue = new FolioQueue(survey, { grouping, folioPages, offerPages: survey.pageCount });
  let count = 0;
  for (let folio = queue.next(); folio !== null; folio = queue.next()) {
    if (folio.pageCount === folioPages) count++;
  }
  return count;
}

function describeCell(cell: CellPlan, part: ExactPart, timed: Timed | undefined): ModelCell {
  return {
    key: cell.key,
    corpus: cell.corpus,
    compressor: cell.compressor.name,
    folioSize: folioSizeName(cell.folioPages),
    strategy: cell.name,
    kernel: cell.kernel.name,
    parameters: cell.parameters,
    ...part,
    ...(timed === undefined ? {} : { timed }),
  };
}
