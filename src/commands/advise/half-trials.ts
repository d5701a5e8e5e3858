import { type CellPlan, cellsOf, type RunPlan } from '../../measure/cell.js';
import type { CorpusRun } from '../../measure/corpus-run.js';
import { type CellOffer, CellOffers } from '../../measure/exact/cell-offers.js';
import { repetitionsIn } from '../../measure/jobs/exact-parts.js';
import type { Survey } from '../../measure/survey/survey.js';
import { surveyHalves } from '../../measure/survey/survey-halves.js';
import { correctnessFaults } from '../../result/correctness.js';
import { SETTINGS } from '../../result/option-table.js';
import type { Scenario } from '../../simulation/scenario.js';
import { type AdvisedSetting, changedSettings, valuesOf } from './advised-settings.js';
import type { Trial } from './trial.js';
import { trialFigures } from './trial-figures.js';

/** Half of a corpus, as a corpus of its own. */
export interface CorpusHalf {
  /** `redis 1/2`. */
  readonly name: string;
  readonly survey: Survey;
}

/** Cells of a half in one scenario, and the offer of each. */
export interface HalfTrials extends CorpusHalf {
  readonly plan: RunPlan;
  readonly cells: readonly CellPlan[];
  readonly offers: readonly CellOffer[];
}

/** Receives the trials of a half as they end, in any order. */
export interface TrialObserver {
  ended(trial: Trial, index: number): void;
  fault(fault: string): void;
}

/** Maximum of settings that a trial changes: one, and another to see what the first depends on. */
const MAX_CHANGED = 2;

const [USUAL_TASKS] = SETTINGS.tasks.standard;

/** Returns the halves of a corpus; one of a single page has one. */
export function halvesOf({ survey }: CorpusRun, corpus: string): CorpusHalf[] {
  const halves = surveyHalves(survey);
  return halves.map((half, i) => ({
    name: halves.length === 1 ? corpus : `${corpus} ${i + 1}/${halves.length}`,
    survey: half,
  }));
}

/** Returns the cells of a half that are tried in a scenario, with their offers. */
export function halfTrials(
  { plan: whole, grouping }: CorpusRun,
  { name, survey }: CorpusHalf,
  scenario: Scenario,
  settings: readonly AdvisedSetting[],
): HalfTrials {
  const plan = { ...whole, scenario };
  const cells = cellsOf(plan, name).filter((cell) => isTried(cell, plan, settings));
  const offers = new CellOffers({ plan, corpus: name, survey, grouping, remark: () => {} });
  return { name, survey, plan, cells, offers: cells.map((cell) => offers.of(cell)) };
}

/** Runs the trials of a half; returns them in the order of cells. The half is open to the jobs. */
export async function runHalfTrials(
  { grouping, jobs }: CorpusRun,
  { name, survey, plan, cells, offers }: HalfTrials,
  observer: TrialObserver,
): Promise<Trial[]> {
  const trials = cells.map(async (cell, i) => {
    const offer = offers[i];
    const repetitions = repetitionsIn({ plan, survey, grouping }, cell, offer);
    return await Promise.all(
      repetitions.map(async (repetition): Promise<Trial> => {
        const exact = await jobs.cell(cell, { offer, repetition, scenario: plan.scenario }, null);
        const trial = {
          values: valuesOf(cell),
          scenario: plan.scenario,
          pages: name,
          tasks: tasksText(cell),
          repetition: repetition.index,
          figures: trialFigures(exact, cell.compressor.cost),
        };
        for (const fault of correctnessFaults({ cells: [{ key: cell.key, exact }] })) {
          observer.fault(fault);
        }
        observer.ended(trial, i * plan.repeat + repetition.index);
        return trial;
      }),
    );
  });
  return (await Promise.all(trials)).flat();
}

/**
 * Returns whether a cell is near the standard settings. A second setting is changed with one number of tasks alone; the accept
 * threshold shows in scenario steady alone.
 */
export function isTried(
  cell: CellPlan,
  { tasks, scenario }: Pick<RunPlan, 'tasks' | 'scenario'>,
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
