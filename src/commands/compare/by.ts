import { inputFailure } from '../../common/errors.js';
import type { Report } from '../../output/report.js';
import { resultFacts } from '../../output/result-facts.js';
import { apartNote, BASE_AND_CELL, timedTables } from '../../output/timed-comparison-tables.js';
import { compareWithin, type WithinComparison } from '../../result/compare-within.js';
import type { ComparedBy } from '../../result/compared-by.js';
import type { ResultDocument } from '../../result/document.js';
import { impossibleRatios } from '../../result/impossible-ratios.js';
import { type Side, sideOf } from './comparison.js';
import { comparisonByConclusion } from './comparison-conclusion.js';
import { program, timedRecord, withNotes } from './tables.js';

const SCHEMA = 'zswap-bench.compare-by/1';

/** Document of `compare --by`. */
export interface ComparisonBy {
  readonly schema: typeof SCHEMA;
  readonly by: ComparedBy;
  readonly result: Side;
  /** Warnings, one sentence each. */
  readonly warnings: readonly string[];
  readonly timed: readonly WithinComparison[];
}

/** Compares timed cells of one result that differ only in a property. Throws a `Failure` about `path` if there are none. */
export function compareBy(result: ResultDocument, by: ComparedBy, path: string): ComparisonBy {
  const timed = compareWithin(result.cells, by);
  if (timed.length === 0) {
    throw inputFailure({
      subject: path,
      expected: `timed cells that differ only in the ${by}`,
      found: result.cells.some((cell) => cell.timed !== undefined) ? 'none' : 'no timed cells',
      remedy: 'run two or more of them together, with a timed part',
    });
  }
  const warnings = [apartNote(timed), impossibleRatios(result.cells)];
  return {
    schema: SCHEMA,
    by,
    result: sideOf(result),
    warnings: warnings.filter((warning) => warning !== null),
    timed,
  };
}

/** Reports `compare --by`: a table for each timed metric. */
export function comparisonByReport(comparison: ComparisonBy, result: ResultDocument): Report {
  const { timed, warnings } = comparison;
  const tooFew = timed.some((each) => each.tooFew)
    ? [
        `too few samples for significance in ${timed.filter(({ p }) => p !== null).length} comparisons`,
      ]
    : [];
  const notes = [...warnings, ...tooFew];
  return {
    document: comparison,
    records: timed.map((each) => ({ ...timedRecord(each), base: each.base })),
    tables: withNotes(timedTables(timed, BASE_AND_CELL, notes.length), notes),
    header: program('result', comparison.result),
    facts: resultFacts(result),
    conclusion: comparisonByConclusion(timed),
  };
}
