import type { Headline } from '../src/commands/report/headlines.js';
import type { PageCell } from '../src/commands/report/page-data.js';
import { isKernelPreset } from '../src/commands/report/preset-names.js';
import type { Facet } from './filter.js';
import type { MatrixRow } from './matrix-table.js';

/** Facets that make a row of the matrix. */
export const COMBINATION = [
  'corpus',
  'compressor',
  'folioSize',
] as const satisfies readonly Facet[];

const STEPS = 5;

/** Steps of colour of a figure, the same in every selection of a result. */
export interface Scale {
  readonly low: number;
  readonly high: number;
  /** Step from 0, the best, to 4. */
  stepOf(value: number): number;
}

/** Returns the colour scale of a figure over all cells of a result; those of the oracle and of kernels' presets do not stretch it. */
export function scaleOf(all: readonly PageCell[], headline: Headline): Scale {
  const own = all.filter(({ strategy }) => strategy !== 'oracle' && !isKernelPreset(strategy));
  const cells = own.length > 0 ? own : all;
  const values = cells.flatMap((cell) => headline.valueOf(cell)?.[1] ?? []);
  const low = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const high = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
  const [best, worst] =
    headline.better === 'low' ? [Math.min(0, low), high] : [Math.min(100, high), low];
  return {
    low: Math.min(best, worst),
    high: Math.max(best, worst),
    stepOf: (value) => {
      const share = best === worst ? 0 : (value - best) / (worst - best);
      return Math.max(0, Math.min(STEPS - 1, Math.floor(share * STEPS)));
    },
  };
}

/** Order of rows: `strategy`, descending; `+strategy`, ascending. */
export type SortOrder = string | undefined;

/** Returns the next order after a click on the heading of a strategy: descending, ascending, that of the result. */
export function nextOrder(current: SortOrder, strategy: string): string {
  if (current === strategy) return `+${strategy}`;
  return current === `+${strategy}` ? '' : strategy;
}

/** Sorts rows by the figure of one strategy; rows without it are last. */
export function sortedRows(
  rows: readonly MatrixRow[],
  headline: Headline,
  order: SortOrder,
): MatrixRow[] {
  if (order === undefined || order === '') return [...rows];
  const ascending = !rows.some(({ cells }) => cells.has(order));
  const strategy = ascending ? order.slice(1) : order;
  const figureOf = ({ cells }: MatrixRow) => {
    const cell = cells.get(strategy);
    return cell === undefined ? undefined : headline.valueOf(cell)?.[1];
  };
  return rows.toSorted((one, other) => {
    const [a, b] = [figureOf(one), figureOf(other)];
    if (a === undefined || b === undefined)
      return Number(a === undefined) - Number(b === undefined);
    return ascending ? a - b : b - a;
  });
}
