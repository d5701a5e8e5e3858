import type { Settings } from '../result/settings.js';

/** Source of stores and of whatever else happens; docs/model.md describes each. */
export type Scenario = Settings['scenario'];
