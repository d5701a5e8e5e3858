import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import { type Paint, unpainted } from './paint.js';
import type { Column, Table } from './table.js';

// No lines between cells: tables are read in terminals, mails and CI logs.
const BARE = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '  ',
};

/** Spaces between two columns. */
export const GAP = BARE.middle.length;

/** Rows per block: the time of cli-table3 is quadratic in rows, so a long table is laid out in blocks of equal column widths. */
const BLOCK_ROWS = 16;

/** Renders only the grid of a table, as lines without trailing spaces; none for a table without rows. */
export function renderGrid(
  { columns, rows }: Pick<Table, 'columns' | 'rows'>,
  paint: Paint = unpainted,
): string[] {
  if (rows.length === 0) return [];
  const shown = rows.map((row) => row.map((text, i) => paint(text, columns[i][3]?.(text) ?? null)));
  const all = [columns.map(([heading]) => heading), ...shown];
  const widths = columns.map((_, i) => widest(all, i));
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += BLOCK_ROWS) {
    lines.push(...renderBlock(columns, widths, all.slice(at, at + BLOCK_ROWS)));
  }
  return lines;
}

/** Returns the width of a column in terminal cells, heading included. */
export function columnWidth({ columns, rows }: Table, column: number): number {
  return Math.max(stringWidth(columns[column][0]), widest(rows, column));
}

function widest(rows: readonly (readonly string[])[], column: number): number {
  return rows.reduce((width, row) => Math.max(width, widthOf(row[column])), 0);
}

/** Returns the width of the longest line. */
function widthOf(text: string): number {
  if (!text.includes('\n')) return stringWidth(text);
  return Math.max(...text.split('\n').map((line) => stringWidth(line)));
}

function renderBlock(
  columns: readonly Column[],
  widths: readonly number[],
  rows: readonly (readonly string[])[],
): string[] {
  const grid = new CliTable({
    chars: BARE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0, compact: true },
    colAligns: columns.map(([, kind]) => (kind === 'number' ? 'right' : 'left')),
    // cli-table3 treats a width of 0 as missing.
    colWidths: widths.map((width) => Math.max(width, 1)),
  });
  grid.push(...rows.map((row) => [...row]));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
