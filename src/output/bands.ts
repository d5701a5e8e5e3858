import { columnWidth, GAP, renderGrid } from './grid.js';
import { type Paint, unpainted } from './paint.js';
import type { Table } from './table.js';
import { wrapped } from './wrap.js';

// A grid that is too wide is cut into bands of columns, each with the first one. If the first column is wide, rows get
// numbers, which a list before the first such grid explains.
//
//   [1] redis/lz4/64K/incremental           cell  folios  stored  pool_limit
//   [2] redis/lz4/64K/batch                  [1]     253      55           2

/** Maximum width of a first column; a wider one is replaced by numbers. */
const MAX_LABEL_WIDTH = 24;

/** Row numbers that a report's tables share, by the text of the first column. */
export type RowNumbers = Map<string, string>;

/** Form of the grids of a report. */
interface FittedLayout {
  readonly width: number;
  readonly numbers: RowNumbers;
  readonly paint?: Paint;
}

/** Renders the grid of a table in lines of at most `width`. Newly numbered names are added to `numbers` and listed first. */
export function fittedGrid(
  table: Table,
  { width, numbers, paint = unpainted }: FittedLayout,
): string[] {
  const whole = table.columns.reduce((sum, _, i) => sum + columnWidth(table, i) + GAP, -GAP);
  if (whole <= width) return renderGrid(table, paint);
  const short = columnWidth(table, 0) <= MAX_LABEL_WIDTH;
  const list = short ? [] : numberRows(table, width, numbers);
  const labels = table.rows.map(([name = '']) => (short ? name : (numbers.get(name) ?? '')));
  return [...list, ...(list.length > 0 ? [''] : []), ...bands(table, labels, width, paint)];
}

/** Numbers the rows that have no number, and returns their list. */
function numberRows({ rows }: Table, width: number, numbers: RowNumbers): string[] {
  return rows.flatMap(([name = '']) => {
    // A row without a name belongs to the one before.
    if (name === '' || numbers.has(name)) return [];
    const number = `[${numbers.size + 1}]`;
    numbers.set(name, number);
    return wrapped(`${number} ${name}`, width);
  });
}

/** Renders the columns after the first in bands, as many side by side as fit. */
function bands(table: Table, labels: readonly string[], width: number, paint: Paint): string[] {
  const { columns, rows } = table;
  const first = Math.max(columns[0][0].length, ...labels.map(({ length }) => length));
  const room = width - first - GAP;
  const lines: string[] = [];
  for (let from = 1; from < columns.length; ) {
    const to = bandEnd(table, from, room);
    const band = rows.flatMap((row, i) => {
      // A row without a name can have all its values in other bands.
      if (row[0] === '' && row.slice(from, to).every((value) => value === '')) return [];
      // Only a single column can be too wide.
      const cut = to - from === 1 ? wrapped(row[from], room) : [];
      if (cut.length < 2) return [[labels[i], ...row.slice(from, to)]];
      return cut.map((part, line) => [line === 0 ? labels[i] : '', part]);
    });
    if (lines.length > 0) lines.push('');
    const shown = [columns[0], ...columns.slice(from, to)];
    lines.push(...renderGrid({ columns: shown, rows: band }, paint));
    from = to;
  }
  return lines;
}

/** Returns the index after the last column that fits into `room`, starting with `from`; at least one column. */
function bandEnd(table: Table, from: number, room: number): number {
  let to = from;
  let width = 0;
  while (to < table.columns.length) {
    const column = columnWidth(table, to);
    if (to > from && width + column > room) break;
    width += column + GAP;
    to++;
  }
  return to;
}
