import type { Grouping } from '../../model/folio/folio-queue.js';
import type { Faults } from '../../model/zswap/faults.js';
import type { Scenario } from '../../simulation/scenario.js';
import type { CellLimits } from '../cell-limits.js';
import type { Survey } from '../survey/survey.js';
import type { OracleFacts } from './run-oracle.js';

/** What a cell's arrivals and limits come from. */
export interface ExactInput {
  readonly survey: Survey;
  readonly grouping: Grouping;
  readonly offerPages: number;
  readonly limits: CellLimits;
  readonly scenario: Scenario;
  readonly shrinkWorker: boolean;
  readonly seed: number;
  /** For the same arrivals and limits; null where there is none. */
  readonly oracle: OracleFacts | null;
  /** Hears of the points that stores come by; nothing fails without it. */
  readonly faults?: Faults;
}
