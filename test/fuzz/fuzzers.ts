import type { FuzzerFactory } from './fuzzer.js';
import { optionGrids } from './option-grids.js';

/** All fuzzers by name. */
export const FUZZERS: ReadonlyMap<string, FuzzerFactory> = new Map<string, FuzzerFactory>([
  ['option-grids', optionGrids],
]);
