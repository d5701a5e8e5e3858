import type { TimedComparison, TimedMetric } from '../result/compare-timed.js';
import type { WithinComparison } from '../result/compare-within.js';
import { count, duration, NO_FIGURE, share, spread } from './numbers.js';
import type { Column, Table } from './table.js';
import { rateChangeTone } from './tone.js';

/** Placeholder for a change that is not significant. */
const NOT_PROVEN = '~';

interface MetricText {
  readonly title: string;
  readonly show: (value: number) => string;
}

const wholeNumber = (value: number) => count(Math.round(value));

/** Title of each metric, and how its figures are formatted. */
export const METRIC_TEXTS: Readonly<Record<TimedMetric, MetricText>> = {
  relativeToCompressor: {
    title: 'relativeToCompressor: compressor time / store path time',
    show: (value) => value.toFixed(3),
  },
  pagesPerSecond: {
    title: 'pagesPerSecond: pages stored per second under the limits',
    show: wholeNumber,
  },
  referencePagesPerSecond: {
    title: 'referencePagesPerSecond: pages per second of the bare compressor',
    show: wholeNumber,
  },
  'folioNs.p50': { title: 'folioNs.p50: time to store a folio, median', show: duration },
  'folioNs.p99': { title: 'folioNs.p99: time to store a folio, 99th percentile', show: duration },
};

/** Column of p. */
export const P_COLUMN: Column = [
  'p',
  'number',
  "p of the Mann-Whitney U test, with Holm's correction",
];

const HALF_INTERVAL = 'half the 95% interval of the median before it';

/** Columns of comparisons: labels of a row, then its figures. */
export interface ComparisonColumns<T extends TimedComparison> {
  readonly columns: readonly Column[];
  readonly labels: (compared: T) => readonly string[];
}

/** Of two results. */
export const OLD_AND_NEW: ComparisonColumns<TimedComparison> = {
  columns: [
    ['cell', 'text'],
    ['old', 'number', 'median of the old result'],
    ['95%', 'number', HALF_INTERVAL],
    ['new', 'number', 'median of the new result'],
    ['95%', 'number', HALF_INTERVAL],
    [
      'delta',
      'number',
      '(new - old) / old; ~ where the difference is not significant',
      // Only rates can be significant.
      rateChangeTone,
    ],
    P_COLUMN,
  ],
  labels: ({ cell }) => [cell],
};

/** Of cells of one result. */
export const BASE_AND_CELL: ComparisonColumns<WithinComparison> = {
  columns: [
    ['cell', 'text'],
    ['against', 'text', 'value of the compared property in the base'],
    ['base', 'number', 'median of the base: the first cell that differs in this property alone'],
    ['95%', 'number', HALF_INTERVAL],
    ['median', 'number', 'median of the cell'],
    ['95%', 'number', HALF_INTERVAL],
    [
      'delta',
      'number',
      '(median - base) / base; ~ where it is not significant, or within the noise floor',
      rateChangeTone,
    ],
    P_COLUMN,
  ],
  labels: ({ cell, against }) => [cell, against],
};

/**
 * Returns a table for each timed metric.
 *
 * @param tooFewNote number of the footnote about too few samples
 */
export function timedTables<T extends TimedComparison>(
  timed: readonly T[],
  { columns, labels }: ComparisonColumns<T>,
  tooFewNote: number,
): Table[] {
  return [...new Set(timed.map(({ metric }) => metric))].map((metric) => {
    const { title, show } = METRIC_TEXTS[metric];
    const rows = timed.filter((each) => each.metric === metric);
    return {
      title,
      columns,
      rows: rows.map((each) => [
        ...labels(each),
        show(each.old.median),
        spread(each.old),
        show(each.new.median),
        spread(each.new),
        `${change(each)}${each.tooFew ? ` [${tooFewNote}]` : ''}`,
        probability(each),
      ]),
    };
  });
}

/** Formats a change; {@link NOT_PROVEN} if it is not significant. */
export function change({ proven, change: each }: TimedComparison): string {
  return proven ? share(each) : NOT_PROVEN;
}

export function probability({ p }: TimedComparison): string {
  return p === null ? NO_FIGURE : p.toFixed(3);
}

/** Returns a note about pairs that were not interleaved; null if there are none. */
export function apartNote(compared: readonly WithinComparison[]): string | null {
  if (compared.every(({ interleaved }) => interleaved)) return null;
  return 'timed one after another, not interleaved: a change of the host between two cells counts as a difference';
}
