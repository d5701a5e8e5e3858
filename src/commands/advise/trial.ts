import type { Scenario } from '../../simulation/scenario.js';
import type { AdvisedValues } from './advised-settings.js';
import type { TrialFigures } from './trial-figures.js';

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
