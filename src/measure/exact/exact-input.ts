import type { Grouping } from '../../model/folio/folio-queue.js';
import type { StepHooks } from '../../model/zswap/step-hooks.js';
import type { FailRate } from '../../result/option-values.js';
import type { Numa } from '../../simulation/numa.js';
import type { Scenario } from '../../simulation/scenario.js';
import type { CellLimits } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';
import type { OracleFacts } from './run-oracle.js';

/** Inputs of the exact run of a cell. */
export interface ExactInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly limits: CellLimits;
  readonly scenario: Scenario;
  readonly shrinkWorker: boolean;
  readonly seed: number;
  /** Page of the corpus at which arrivals begin; 0 where it is absent. */
  readonly startPage?: number;
  /** Pool pages that are allocated before the run begins; 0 where it is absent. */
  readonly fillPages?: number;
  /** Oracle for the same arrivals and limits; null where it is not computed. */
  readonly oracle: OracleFacts | null;
  /** One node where it is absent. */
  readonly numa?: Numa;
  /**
   * How the folios before the neighbourhood of a limit are stored: `bulk`; `replay`, each by the strategy's path, with the same
   * figures; or, where it is absent, in virtual time as all others. With failures or hooks `bulk` is `replay`.
   */
  readonly preload?: 'bulk' | 'replay';
  /** Pages that are stored when the first limit is reached, about. */
  readonly storedAtLimit?: number;
  /** Random failures of allocations; none where it is null or absent. */
  readonly failRate?: FailRate | null;
  /** Called at the steps of stores; no step fails without hooks. */
  readonly hooks?: StepHooks;
}
