import type { Grouping } from '../model/folio/folio-queue.js';
import type { CellPlan, RunPlan } from './cell.js';
import { limitsOf } from './cell-limits.js';
import type { CellOffer } from './exact/cell-offers.js';
import type { ExactInput } from './exact/exact-input.js';
import type { Survey } from './survey/survey.js';

/** The pages of a corpus as the exact parts of its cells need them: plain data. */
export interface SurveyedCorpus {
  readonly survey: Survey;
  readonly grouping: Grouping;
}

/** A surveyed corpus and the plan of its run. */
export interface ExactRun extends SurveyedCorpus {
  readonly plan: RunPlan;
}

/** Returns the input of repetition 0 of a cell's exact part, with the cell's own limits. */
export function exactInput(
  run: ExactRun,
  cell: CellPlan,
  { pages: offerPages, storedAtLimit }: CellOffer,
): ExactInput {
  const { plan, survey, grouping } = run;
  const { scenario, shrinkWorker, failRate, seed } = plan;
  const numa = { nodes: plan.nodes, policy: plan.numaPolicy };
  const limits = limitsOf(plan, cell.parameters, offerPages);
  return {
    ...{ survey, grouping, offerPages, limits, scenario, shrinkWorker, failRate, seed, numa },
    oracle: null,
    ...(storedAtLimit === null ? {} : { preload: 'bulk', storedAtLimit }),
  };
}
