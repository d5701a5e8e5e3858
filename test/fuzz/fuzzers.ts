import type { FuzzerFactory } from './fuzzer.js';
import { optionGrids } from './option-grids.js';
import { pageInputs } from './page-inputs.js';

/** All fuzzers by name. */
export const FUZZERS: ReadonlyMap<string, FuzzerFactory> = new Map<string, FuzzerFactory>([
  ['page-inputs', pageInputs],
  ['option-grids', optionGrids],
]);
