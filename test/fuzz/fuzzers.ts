import type { FuzzerFactory } from './fuzzer.js';
import { optionGrids } from './option-grids.js';
import { pageInputs } from './page-inputs.js';
import { resultDocuments } from './result-documents.js';

/** All fuzzers by name. */
export const FUZZERS: ReadonlyMap<string, FuzzerFactory> = new Map<string, FuzzerFactory>([
  ['page-inputs', pageInputs],
  ['result-documents', resultDocuments],
  ['option-grids', optionGrids],
]);
