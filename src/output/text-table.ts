import { fittedGrid, type RowNumbers } from './bands.js';
import { renderGrid } from './grid.js';
import { type Report, verdictLine } from './report.js';
import { type LegendLine, legendsOf, type Table } from './table.js';
import { wrapped, wrappedList } from './wrap.js';

/** Formats tables for a terminal: parameters, then each table with its legend below, then the verdict. A `width` of null is unlimited. */
export function formatTables(report: Report, width: number | null): string {
  const { tables, header } = report;
  const legends = legendsOf(tables);
  const numbers: RowNumbers = new Map();
  const parts = tables.map((table, i) => textTable(table, legends[i], width, numbers));
  if (header !== undefined)
    parts.unshift(`${wrappedList(header, width ?? HEADER_WIDTH).join('\n')}\n`);
  const verdict = verdictLine(report);
  if (verdict !== null) parts.push(`${fitted(verdict, width).join('\n')}\n`);
  return parts.join('\n');
}

function textTable(
  table: Table,
  legend: readonly LegendLine[],
  width: number | null,
  numbers: RowNumbers,
): string {
  const { title, subtitle, footer, replay } = table;
  const grid = width === null ? renderGrid(table) : fittedGrid(table, width, numbers);
  const blank = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);
  return [
    title,
    ...(subtitle === undefined ? [] : [subtitle]),
    '',
    ...grid,
    ...(footer === undefined ? [] : [footer]),
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

/** Width of the line of parameters without a terminal. */
const HEADER_WIDTH = 120;

function fitted(text: string, width: number | null): string[] {
  return width === null ? [text] : wrapped(text, width);
}
