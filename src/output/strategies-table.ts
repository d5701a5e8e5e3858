import { compareWithin, type WithinComparison } from '../result/compare-within.js';
import type { ResultDocument } from '../result/document.js';
import { NO_FIGURE } from './numbers.js';
import type { Table } from './table.js';
import { apartNote, change, P_COLUMN, probability } from './timed-comparison-tables.js';
import { rateChangeTone } from './tone.js';

/** Compares the timed figures of strategies in one run; null with a single one. */
export function strategiesTable({ cells }: ResultDocument): Table | null {
  const compared = compareWithin(cells, 'strategy').filter(({ p }) => p !== null);
  const keys = [...new Set(compared.map(({ cell }) => cell))];
  if (keys.length === 0) return null;
  const of = new Map(compared.map((each) => [`${each.metric} ${each.cell}`, each]));
  const figures = (each: WithinComparison | undefined) =>
    each === undefined ? [NO_FIGURE, NO_FIGURE] : [change(each), probability(each)];
  const against = new Map(compared.map((each) => [each.cell, each.against]));
  const tooFew = compared.some((each) => each.tooFew)
    ? 'too few samples for significance in some of these comparisons: raise --time'
    : null;
  const notes = [apartNote(compared), tooFew].filter((note) => note !== null);
  return {
    title: 'Strategies compared',
    columns: [
      ['cell', 'text'],
      [
        'against',
        'text',
        'strategy of the base: the first with this corpus, compressor and folio size',
      ],
      [
        'relative',
        'number',
        'change of relative; ~ where it is not significant, or within the noise floor',
        rateChangeTone,
      ],
      P_COLUMN,
      [
        'pages/s',
        'number',
        'change of pages/s; ~ where it is not significant, or within the noise floor',
        rateChangeTone,
      ],
      P_COLUMN,
    ],
    rows: keys.map((key) => [
      key,
      against.get(key) ?? NO_FIGURE,
      ...figures(of.get(`relativeToCompressor ${key}`)),
      ...figures(of.get(`pagesPerSecond ${key}`)),
    ]),
    ...(notes.length === 0 ? {} : { footer: notes.join('\n') }),
  };
}
