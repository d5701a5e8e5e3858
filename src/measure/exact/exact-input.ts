import type { Grouping } from '../../model/folio/folio-queue.js';
import type { StepHooks } from '../../model/zswap/step-hooks.js';
import type { Scenario } from '../../simulation/scenario.js';
import type { Limits } from '../limits.js';
import type { Survey } from '../survey/survey.js';
import type { OracleFacts } from './oracle.js';

/** What a cell's arrivals and limits come from. */
export interface ExactInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly limits: Limits;
  readonly scenario: Scenario;
  readonly shrinkWorker: boolean;
  readonly seed: number;
  /** For the same arrivals and limits; null where there is none. */
  readonly oracle: OracleFacts | null;
  /** Called at the steps of stores; no step fails without hooks. */
  readonly hooks?: StepHooks;
}
