import type { ToneOf } from './tone.js';

/** Column: heading, kind of its values (numbers are right-aligned), a legend line, and the tone of its values. */
export type Column = readonly [
  heading: string,
  kind: 'text' | 'number',
  legend?: string | undefined,
  tone?: ToneOf,
];

/** Table, independent of the format. */
export interface Table {
  /** One line. */
  readonly title: string;
  /** Facts about this table, in lines below its title. */
  readonly subtitle?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** Whether a mail shows columns of equal values too. */
  readonly unfolded?: true;
  /** Lines below the rows. */
  readonly footer?: string;
  /** Command that reproduces the table, printed below it. */
  readonly replay?: string;
}

/** Legend line: heading and meaning of a column. */
export type LegendLine = readonly [heading: string, meaning: string];

/**
 * Legends to print below each of a report's tables: one line per column that explains itself. Neighbouring tables with the same
 * columns share one legend, below the last of them.
 */
export function legendsOf(tables: readonly Table[]): LegendLine[][] {
  const legends = tables.map(({ columns }) => legendOf(columns));
  return legends.map((legend, i) => (sameLegend(legend, legends[i + 1]) ? [] : legend));
}

function legendOf(columns: readonly Column[]): LegendLine[] {
  const lines = new Map<string, string>();
  for (const [heading, , meaning] of columns) {
    if (meaning !== undefined) lines.set(heading, meaning);
  }
  return [...lines];
}

function sameLegend(legend: LegendLine[], other: LegendLine[] | undefined): boolean {
  return JSON.stringify(legend) === JSON.stringify(other);
}
