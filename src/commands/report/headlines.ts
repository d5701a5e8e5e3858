import type { PageCell } from './page-data.js';
import { withCommas } from './phrases.js';
import type { Range } from './repeated-range.js';

/** Figure of the tiles and of the matrix. */
export interface Headline {
  readonly id: string;
  readonly title: string;
  /** Definition, for a reader who sees it alone. */
  readonly meaning: string;
  readonly better: 'high' | 'low';
  /** Value of a cell over its repetitions; null if the cell lacks it. */
  valueOf(cell: PageCell): Range | null;
  format(value: number): string;
  /** Remark on a value that is not as good as it looks; empty without one. */
  caveat(value: number): string;
}

const AGAINST_ORACLE: Headline = {
  id: 'stored',
  title: 'Stored / oracle',
  meaning: 'pages stored at the end / pages that the oracle stores; above 100% after an overshoot',
  better: 'high',
  valueOf: ({ figures }) => figures.oraclePercent,
  format: (value) => `${value.toFixed(2)}%`,
  caveat: (value) => (value > 100 ? ' (above 100% by overshoot)' : ''),
};

const AGAINST_OFFER: Headline = {
  id: 'stored',
  title: 'Stored / offered',
  meaning: 'pages stored and not written back / pages offered; this scenario has no oracle',
  better: 'high',
  valueOf: ({ figures }) => figures.keptPercent,
  format: (value) => `${value.toFixed(2)}%`,
  caveat: () => '',
};

const OTHERS: readonly Headline[] = [
  {
    id: 'overshoot',
    title: 'Overshoot / limit',
    meaning: 'maximum overshoot of the pool or of a memcg / its limit',
    better: 'low',
    valueOf: ({ figures }) => figures.overshootPercent,
    format: shortPercent,
    caveat: () => '',
  },
  {
    id: 'wasted',
    title: 'Wasted compressions',
    meaning: 'pages compressed by stores that failed / all pages compressed',
    better: 'low',
    valueOf: ({ figures }) => figures.wastedPercent,
    format: shortPercent,
    caveat: () => '',
  },
  {
    id: 'drift',
    title: 'Counter drift',
    meaning: 'largest drift of a counter at the end in pages, without its sign',
    better: 'low',
    valueOf: ({ figures }) => figures.driftPages,
    format: withCommas,
    caveat: () => '',
  },
];

/** Returns the figures of a result; the first one needs an oracle in every cell. */
export function headlinesOf(cells: readonly PageCell[]): Headline[] {
  const hasOracle = cells.every(({ figures }) => figures.oraclePercent !== null);
  return [hasOracle ? AGAINST_ORACLE : AGAINST_OFFER, ...OTHERS];
}

/** Formats the range of a figure: `0.5%`, or `0.1% to 0.9%`. */
export function rangeText({ format }: Headline, low: number, high: number): string {
  const [first, last] = [format(low), format(high)];
  return first === last ? first : `${first} to ${last}`;
}

/** Formats per cent with two significant digits below 10: `0`, `0.032%`, `12.5%`. */
function shortPercent(value: number): string {
  if (value === 0) return '0%';
  return value >= 10 ? `${value.toFixed(1)}%` : `${Number(value.toPrecision(2))}%`;
}
