import { fittedGrid, type RowNumbers } from './bands.js';
import { renderGrid } from './grid.js';
import { plotLines } from './occupancy-plot.js';
import type { Paint } from './paint.js';
import { type Report, verdictLine } from './report.js';
import { type LegendLine, legendsOf, type Table } from './table.js';
import { wrapped, wrappedList } from './wrap.js';

/** Form of tables on a terminal. */
export interface Layout {
  /** Columns that tables have to fit; null: unlimited. */
  readonly width: number | null;
  readonly paint: Paint;
  /** Whether plots are in braille. */
  readonly braille?: boolean;
}

/** Formats tables for a terminal: parameters, then each table with its legend below, then the verdict.*/
export function formatTables(report: Report, { width, paint, braille = false }: Layout): string {
  const { tables, header, plots = [] } = report;
  const legends = legendsOf(tables);
  const numbers: RowNumbers = new Map();
  const gridOf = (table: Table) =>
    width === null ? renderGrid(table, paint) : fittedGrid(table, { width, numbers, paint });
  const parts = tables.map((table, i) => textTable(table, legends[i], width, gridOf));
  if (header !== undefined)
    parts.unshift(`${wrappedList(header, width ?? HEADER_WIDTH).join('\n')}\n`);
  if (plots.length > 0) parts.push(`${PLOTS_TITLE}\n`);
  for (const plot of plots) {
    const lines = plotLines(plot, { width: width ?? HEADER_WIDTH, braille });
    parts.push(`${lines.join('\n')}\n`);
  }
  const verdict = verdictLine(report);
  if (verdict !== null) {
    const lines = fitted(verdict, width);
    parts.push(lines.map((line) => `${paint(line, report.conclusion?.tone ?? null)}\n`).join(''));
  }
  return parts.join('\n');
}

function textTable(
  table: Table,
  legend: readonly LegendLine[],
  width: number | null,
  gridOf: (table: Table) => readonly string[],
): string {
  const { title, subtitle, footer, replay } = table;
  const blank = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);
  return [
    ...fittedLines(title, width),
    ...fittedLines(subtitle, width),
    '',
    ...gridOf(table),
    ...fittedLines(footer, width),
    ...blank(legendLines(legend, width)),
    ...(replay === undefined ? [] : [`replay: ${replay}`]),
    '',
  ].join('\n');
}

/** Formats legend lines with aligned meanings. */
export function legendLines(legend: readonly LegendLine[], width: number | null): string[] {
  const column = Math.max(0, ...legend.map(([heading]) => heading.length)) + GAP_AFTER_HEADING;
  return legend.flatMap(([heading, meaning]) =>
    fitted(meaning, width === null ? null : width - column).map(
      (line, i) => (i === 0 ? heading : '').padEnd(column) + line,
    ),
  );
}

const GAP_AFTER_HEADING = 2;

const PLOTS_TITLE = 'Pool pages near the limit over virtual time, repetition 1; =: full flag set';

/** Width of the line of parameters, and of plots, without a terminal. */
const HEADER_WIDTH = 120;

function fitted(text: string, width: number | null): string[] {
  return width === null ? [text] : wrapped(text, width);
}

function fittedLines(text: string | undefined, width: number | null): string[] {
  return text === undefined ? [] : text.split('\n').flatMap((line) => fitted(line, width));
}
