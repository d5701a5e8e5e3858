import { usageFailure } from '../common/errors.js';
import { PAGE_SIZE } from '../common/page.js';
import type { PageCompressor } from '../compressor/compressor.js';
import type { Corpus } from '../corpus/corpus.js';
import { openPageSource, type PageSource } from '../corpus/page-source.js';
import { folioSizeName } from '../model/folio/folio.js';
import { FolioQueue, type Grouping } from '../model/folio/folio-queue.js';
import type { CorpusFacts, ModelCell, ModelExact, Timed } from '../result/document.js';
import type { CellPlan, RunPlan } from './cell.js';
import { limitsOf } from './cell-limits.js';
import { runExact } from './exact/exact.js';
import type { ExactInput } from './exact/exact-input.js';
import { type OracleFacts, runOracle } from './exact/run-oracle.js';
import { type Survey, survey } from './survey/survey.js';
import { timedParts } from './timed/timed-parts.js';
import type { Timing } from './timed/timing.js';

/** Receives progress and remarks of a run. */
export interface RunObserver {
  /** Called with the current activity. */
  progress(text: string): void;
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
}

/** Inputs that the cells of one corpus share. */
export interface CorpusRun {
  readonly plan: RunPlan;
  readonly source: PageSource;
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly cells: readonly CellPlan[];
  readonly compressors: ReadonlyMap<string, PageCompressor>;
  readonly observer: RunObserver;
}

/**
 * Surveys a corpus, then runs its cells: first all exact parts, then all timed parts.
 *
 * @param timing null for no timed parts
 */
export function runCorpus(
  job: CorpusJob,
  timing: Timing | null,
): Promise<{ facts: CorpusFacts; cells: ModelCell[] }> {
  return withCorpus(job, async (run) => {
    const exact = await exactParts(run);
    const timed = timing === null ? null : await timedParts(run, timing);
    return {
      facts: corpusFacts(run, job.corpus.name),
      cells: run.cells.map((cell, i) => describeCell(cell, exact[i], timed?.get(cell))),
    };
  });
}

/** Opens and surveys a corpus, then calls `work` with it. */
export async function withCorpus<T>(
  { plan, corpus, cells, compressors, observer }: CorpusJob,
  work: (run: CorpusRun) => Promise<T>,
): Promise<T> {
  const source = await openPageSource(corpus.path, plan);
  try {
    const used = compressorsOf(cells, compressors);
    const grouping = chooseGrouping(plan, corpus, source, observer);
    const surveyed = await survey(source, used, plan.verify, (pages) => {
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
      cells,
      compressors,
      observer,
    });
  } finally {
    await source.close();
  }
}

/** Returns the compressors that the cells use. */
function compressorsOf(
  cells: readonly CellPlan[],
  compressors: ReadonlyMap<string, PageCompressor>,
): ReadonlyMap<string, PageCompressor> {
  const used = new Set(cells.map(({ codec }) => codec.name));
  return new Map([...compressors].filter(([name]) => used.has(name)));
}

/** Returns the input of the exact part of a cell, with its own limits. */
export function exactInput(run: CorpusRun, cell: CellPlan, oracle: OracleFacts | null): ExactInput {
  const { plan, survey, grouping, offerPages } = run;
  const { scenario, shrinkWorker, seed } = plan;
  const numa = { nodes: plan.nodes, policy: plan.numaPolicy };
  const limits = limitsOf(plan, cell.parameters, offerPages);
  return { survey, grouping, offerPages, limits, scenario, shrinkWorker, seed, oracle, numa };
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

async function exactParts(run: CorpusRun): Promise<ModelExact[]> {
  const oracles = new Map<string, OracleFacts>();
  const parts: ModelExact[] = [];
  for (const cell of run.cells) {
    run.observer.progress(`${cell.key}: exact part`);
    let oracle: OracleFacts | null = null;
    if (run.plan.scenario === 'fill') {
      // The oracle does not depend on the strategy: strategies of one kernel share its result.
      const { compressor, folioPages, kernel, parameters } = cell;
      const key = JSON.stringify([compressor.name, folioPages, kernel.name, parameters]);
      oracle = oracles.get(key) ?? (await runOracle(cell, exactInput(run, cell, null)));
      oracles.set(key, oracle);
    }
    parts.push(await runExact(cell, exactInput(run, cell, oracle)));
  }
  return parts;
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

function describeCell(cell: CellPlan, exact: ModelExact, timed: Timed | undefined): ModelCell {
  return {
    key: cell.key,
    corpus: cell.corpus,
    compressor: cell.compressor.name,
    folioSize: folioSizeName(cell.folioPages),
    strategy: cell.name,
    kernel: cell.kernel.name,
    parameters: cell.parameters,
    exact,
    ...(timed === undefined ? {} : { timed }),
  };
}
