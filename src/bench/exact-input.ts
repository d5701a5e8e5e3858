import type { Grouping } from '../folio/folio-queue.js';
import type { Faults } from '../zswap/faults.js';
import type { Limits } from './limits.js';
import type { OracleFacts } from './oracle.js';
import type { Scenario } from './scenario/scenario.js';
import type { Survey } from './survey.js';

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
  /** Hears of the points that stores come by; nothing fails without it. */
  readonly faults?: Faults;
}
