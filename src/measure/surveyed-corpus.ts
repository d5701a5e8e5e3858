import type { Grouping } from '../model/folio/folio-queue.js';
import type { CellPlan, RunPlan } from './cell.js';
import { limitsOf } from './cell-limits.js';
import { type CellOffer, type CellOffersByKey, offerKey } from './exact/cell-offers.js';
import type { ExactInput } from './exact/exact-input.js';
import type { OracleFacts } from './exact/run-oracle.js';
import type { Survey } from './survey/survey.js';

/** The pages of a corpus as the exact parts of its cells need them: plain data. */
export interface SurveyedCorpus {
  readonly survey: Survey;
  readonly grouping: Grouping;
  /** Pages that the timed part is offered: those of `--offer`, or one pass. */
  readonly offerPages: number;
  readonly offers: CellOffersByKey;
}

/** A surveyed corpus and the plan of its run. */
export interface ExactRun extends SurveyedCorpus {
  readonly plan: RunPlan;
}

/** Returns the input of the exact part of a cell, with its own limits. */
export function exactInput(run: ExactRun, cell: CellPlan, oracle: OracleFacts | null): ExactInput {
  const { plan, survey, grouping, offers } = run;
  const { scenario, shrinkWorker, seed } = plan;
  const numa = { nodes: plan.nodes, policy: plan.numaPolicy };
  const { pages, storedAtLimit } = offers.get(offerKey(cell)) as CellOffer;
  const limits = limitsOf(plan, cell.parameters, pages);
  return {
    ...{ survey, grouping, offerPages: pages, limits, scenario, shrinkWorker, seed, oracle, numa },
    ...(storedAtLimit === null ? {} : { preload: 'bulk', storedAtLimit }),
  };
}
