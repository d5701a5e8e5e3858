import { compareTimedPairs, type TimedComparison } from '../../result/compare-timed.js';
import type { ResultDocument } from '../../result/document.js';
import { pairs } from './exact-differences.js';

/** Compares every timed metric that both results have for a cell. */
export function compareTimed(old: ResultDocument, now: ResultDocument): TimedComparison[] {
  const { both } = pairs(old.cells, now.cells, ({ key }) => key);
  return compareTimedPairs(
    both.flatMap(([cell, { timed: before }, { timed: after }]) =>
      before === undefined || after === undefined ? [] : [{ cell, old: before, new: after }],
    ),
  );
}
