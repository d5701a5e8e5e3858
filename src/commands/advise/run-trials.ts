import { type CellPlan, cellsOf, codecsOf, type RunPlan } from '../../measure/cell.js';
import { type CorpusRun, type RunObserver, withCorpus } from '../../measure/corpus-run.js';
import { CellOffers } from '../../measure/exact/cell-offers.js';
import { ExactJobs } from '../../measure/jobs/exact-jobs.js';
import { repetitionsIn } from '../../measure/jobs/exact-parts.js';
import { createCompressors } from '../../measure/open-compressors.js';
import type { Survey } from '../../measure/survey/survey.js';
import { surveyHalves } from '../../measure/survey/survey-halves.js';
import { correctnessFaults } from '../../result/correctness.js';
import type { Config } from '../../result/document.js';
import { SETTINGS } from '../../result/option-table.js';
import type { Scenario } from '../../simulation/scenario.js';
import {
  type AdvisedSetting,
  type AdvisedValues,
  advisedSettings,
  changedSettings,
  valuesOf,
} from './advised-settings.js';
import { type TrialFigures, trialFigures } from './trial-figures.js';

/** One run of the exact part, with its conditions. */
export interface Trial {
  readonly values: AdvisedValues;
  readonly scenario: Scenario;
  /** Half of a corpus: `redis 1/2`. */
  readonly pages: string;
  readonly tasks: string;
  /** From 0. */
  readonly repetition: number;
  readonly figures: TrialFigures;
}

/** Trials of a plan, in the order of corpora, and the faults that they showed. */
export interface TrialRun {
  readonly corpora: Config['corpora'];
  readonly trials: readonly Trial[];
  readonly faults: readonly string[];
}

/** Maximum of settings that a trial changes: one, and another to see what the first depends on. */
const MAX_CHANGED = 2;

const [USUAL_TASKS] = SETTINGS.tasks.standard;

const SCENARIOS: readonly Scenario[] = ['fill', 'steady'];

/** Runs the trials of both halves of each corpus, in both scenarios. */
export async function runTrials(plan: RunPlan, observer: RunObserver): Promise<TrialRun> {
  const jobs = new ExactJobs(plan);
  const collected = new Collected(plan, observer);
  try {
    const compressors = await createCompressors(codecsOf(plan));
    observer.begin?.({ units: countTrials(plan, collected.settings) });
    for (const corpus of plan.corpora) {
      const cells = cellsOf(plan, corpus.name);
      const job = { plan, corpus, cells, compressors, observer, jobs };
      await withCorpus(job, (run) => corpusTrials(run, corpus.name, collected));
    }
  } finally {
    await jobs.end();
  }
  const { corpora, trials, faults } = collected;
  return { corpora, trials, faults: [...faults].sort() };
}

async function corpusTrials(run: CorpusRun, corpus: string, collected: Collected): Promise<void> {
  const halves = surveyHalves(run.survey);
  collected.corpora.push({ name: corpus, sha256: run.survey.sha256 });
  const before = { unlimited: 0, cells: 0 };
  for (const [i, survey] of halves.entries()) {
    const name = halves.length === 1 ? corpus : `${corpus} ${i + 1}/${halves.length}`;
    for (const scenario of SCENARIOS) {
      const { unlimited, cells } = await halfTrials(run, { name, survey, scenario }, collected);
      before.unlimited += unlimited;
      before.cells += cells;
    }
  }
  if (before.unlimited === 0) return;
  run.observer.remark(
    `${corpus}: in ${before.unlimited} of ${before.cells} cells the offer reaches no limit, and no page goes to the device`,
  );
}

/** A corpus of a single page has one half only. */
const HALVES = 2;

/** Number of trials of a plan. */
function countTrials(plan: RunPlan, settings: readonly AdvisedSetting[]): number {
  const cells = plan.corpora.flatMap(({ name }) => cellsOf(plan, name));
  const tried = SCENARIOS.flatMap((scenario) =>
    cells.filter((cell) => isTried(cell, { ...plan, scenario }, settings)),
  );
  return tried.length * plan.repeat * HALVES;
}

interface Half {
  readonly name: string;
  readonly survey: Survey;
  readonly scenario: Scenario;
}

async function halfTrials(
  { plan: whole, grouping, jobs }: CorpusRun,
  { name, survey, scenario }: Half,
  collected: Collected,
): Promise<{ readonly unlimited: number; readonly cells: number }> {
  const plan = { ...whole, scenario };
  const cells = cellsOf(plan, name).filter((cell) => isTried(cell, plan, collected.settings));
  const offers = new CellOffers({ plan, corpus: name, survey, grouping, remark: () => {} });
  const offered = cells.map((cell) => offers.of(cell));
  await jobs.announce(offered.reduce((sum, { pages }) => sum + pages, 0) * plan.repeat);
  jobs.open(name, { survey, grouping });
  await Promise.all(
    cells.map(async (cell, i) => {
      const offer = offered[i];
      const repetitions = repetitionsIn({ plan, survey, grouping }, cell, offer);
      await Promise.all(
        repetitions.map(async (repetition) => {
          const exact = await jobs.cell(cell, { offer, repetition, scenario }, null);
          collected.add(i * plan.repeat + repetition.index, {
            values: valuesOf(cell),
            scenario,
            pages: name,
            tasks: tasksText(cell),
            repetition: repetition.index,
            figures: trialFigures(exact, cell.compressor.cost),
          });
          collected.addFaults(correctnessFaults({ cells: [{ key: cell.key, exact }] }));
        }),
      );
    }),
  );
  jobs.close(name);
  collected.endHalf();
  const unlimited = offered.filter(({ storedAtLimit }) => storedAtLimit === null).length;
  return { unlimited, cells: cells.length };
}

/**
 * Returns whether a cell is near the standard settings. A second setting is changed with one number of tasks alone; the accept
 * threshold shows in scenario steady alone.
 */
function isTried(
  cell: CellPlan,
  { tasks, scenario }: RunPlan,
  settings: readonly AdvisedSetting[],
): boolean {
  const changed = changedSettings(valuesOf(cell), settings);
  const usual = tasks.includes(USUAL_TASKS) ? USUAL_TASKS : tasks[0];
  const most = cell.parameters.tasks === usual ? MAX_CHANGED : 1;
  if (changed.length > most) return false;
  return scenario === 'steady' || !changed.some(({ name }) => name === 'accept_threshold_percent');
}

function tasksText({ parameters: { tasks, cpus } }: CellPlan): string {
  return cpus === 0 ? String(tasks) : `${tasks} on ${cpus} CPUs`;
}

/** Trials in the order of cells: jobs end in any order. */
class Collected {
  readonly settings: readonly AdvisedSetting[];
  readonly corpora: Config['corpora'][number][] = [];
  readonly trials: Trial[] = [];
  readonly faults = new Set<string>();
  readonly #observer: RunObserver;
  #half: Trial[] = [];

  constructor(plan: RunPlan, observer: RunObserver) {
    this.settings = advisedSettings(plan);
    this.#observer = observer;
  }

  add(index: number, trial: Trial): void {
    this.#half[index] = trial;
    this.#observer.progress(`${trial.pages}, ${trial.scenario}: trial ${index + 1}`, { units: 1 });
  }

  addFaults(faults: readonly string[]): void {
    for (const fault of faults) this.faults.add(fault);
  }

  endHalf(): void {
    this.trials.push(...this.#half);
    this.#half = [];
  }
}
