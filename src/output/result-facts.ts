import type { ResultDocument } from '../result/document.js';
import { corpusLines } from './corpus-lines.js';
import { parametersOf } from './parameters.js';

/** Returns what the figures of a result depend on, without the version of the program: parameters, then corpora. */
export function resultFacts(result: ResultDocument): string[] {
  return [parametersOf(result).slice(1).join(', '), ...corpusLines(result.corpora)];
}
