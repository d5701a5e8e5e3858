import type { WorkObserver } from '../../common/work-observer.js';
import type { ModelExact } from '../../result/document.js';
import { repetitionFigures } from '../../result/repetition-figures.js';
import type { Repetitions } from '../../result/repetitions.js';
import type { CellPlan } from '../cell.js';
import { limitsOf } from '../cell-limits.js';
import type { CellOffer, CellOffers } from '../exact/cell-offers.js';
import { type Repetition, repetitionsOf } from '../exact/repetition.js';
import type { OracleFacts } from '../exact/run-oracle.js';
import type { ExactRun } from '../surveyed-corpus.js';
import type { ArrivalsJob } from './exact-job.js';
import type { ExactJobs } from './exact-jobs.js';

/** A surveyed corpus, its cells, and the threads for them. */
export interface ExactPartsRun extends ExactRun {
  readonly cells: readonly CellPlan[];
  readonly offers: CellOffers;
  readonly jobs: ExactJobs;
  readonly observer: Pick<WorkObserver, 'progress'>;
}

/** Exact part of a cell: repetition 0 in full, and the figures of all repetitions if there are several. */
export interface ExactPart {
  readonly exact: ModelExact;
  readonly repetitions?: Repetitions;
}

/** Runs the exact parts of all cells of a corpus; returns them in the order of the cells. */
export async function exactParts(run: ExactPartsRun): Promise<ExactPart[]> {
  const { plan, survey, grouping, offers, cells, jobs } = run;
  const corpus = cells[0].corpus;
  const offeredPages = cells.reduce((sum, cell) => sum + offers.of(cell).pages, 0);
  // One pass was announced with the survey.
  await jobs.announce(Math.max(0, offeredPages * plan.repeat - survey.pageCount * cells.length));
  jobs.open(corpus, { survey, grouping });
  const oracles = new SharedOracles(run);
  const parts = await Promise.all(cells.map((cell) => exactPart(run, cell, oracles)));
  jobs.close(corpus);
  return parts;
}

async function exactPart(
  run: ExactPartsRun,
  cell: CellPlan,
  oracles: SharedOracles,
): Promise<ExactPart> {
  const { jobs, observer, offers } = run;
  const offer = offers.of(cell);
  const repetitions = repetitionsIn(run, cell, offer);
  const exacts = await Promise.all(
    repetitions.map(async (repetition) => {
      const arrivals = { offer, repetition, scenario: run.plan.scenario };
      const exact = await jobs.cell(cell, arrivals, await oracles.of(cell, arrivals));
      observer.progress(progressText(cell, repetition, repetitions.length), { units: 1 });
      return exact;
    }),
  );
  const [exact] = exacts;
  if (exacts.length === 1) return { exact };
  return { exact, repetitions: repetitionFigures(repetitions, exacts) };
}

/** Returns the repetitions of a cell; they do not depend on its strategy. */
export function repetitionsIn(
  { plan, survey }: ExactRun,
  cell: CellPlan,
  offer: CellOffer,
): Repetition[] {
  return repetitionsOf({
    count: plan.repeat,
    seed: plan.seed,
    corpus: cell.corpus,
    corpusPages: survey.pageCount,
    limitPages: limitsOf(plan, cell.parameters, offer.pages).limit.maxPages,
    scenario: plan.scenario,
  });
}

/** Oracles of cells. All strategies of one kernel share that of a repetition. */
class SharedOracles {
  readonly #run: ExactPartsRun;
  readonly #known = new Map<string, Promise<OracleFacts>>();

  constructor(run: ExactPartsRun) {
    this.#run = run;
  }

  /** Returns the oracle of a repetition; null where there is none. */
  async of(cell: CellPlan, arrivals: ArrivalsJob): Promise<OracleFacts | null> {
    const { plan, jobs } = this.#run;
    if (plan.scenario !== 'fill') return null;
    const { compressor, folioPages, kernel, parameters } = cell;
    const { index } = arrivals.repetition;
    const key = JSON.stringify([compressor.name, folioPages, kernel.name, parameters, index]);
    const oracle = this.#known.get(key) ?? jobs.oracle(cell, arrivals);
    this.#known.set(key, oracle);
    return await oracle;
  }
}

function progressText({ key }: CellPlan, { index }: Repetition, count: number): string {
  return count === 1 ? `${key}: exact part` : `${key}: exact part ${index + 1} of ${count}`;
}
