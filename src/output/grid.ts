import CliTable from 'cli-table3';
import stringWidth from 'string-width';
import type { Column, Table } from './table.js';

// No rules: tables are read in terminals, mails and CI logs.
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

/** cli-table3 takes time quadratic in the rows of a table, so a long one is laid out in blocks of equal column widths. */
const BLOCK_ROWS = 16;

/** The grid of a table alone, as lines without trailing spaces. */
export function renderGrid({ columns, rows }: Pick<Table, 'columns' | 'rows'>): string[] {
  const all = [columns.map(([heading]) => heading), ...rows];
  const widths = columns.map((_, i) => widest(all, i));
  const lines: string[] = [];
  for (let at = 0; at < all.length; at += BLOCK_ROWS) {
    lines.push(...renderBlock(columns, widths, all.slice(at, at + BLOCK_ROWS)));
  }
  return lines;
}

/** Width of a table's column in terminal cells, heading included. */
export function columnWidth({ columns, rows }: Table, column: number): number {
  return Math.max(stringWidth(columns[column][0]), widest(rows, column));
}

function widest(rows: readonly (readonly string[])[], column: number): number {
  return rows.reduce((width, row) => Math.max(width, widthOf(row[column])), 0);
}

/** Of a text of several lines the longest. */
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
    // cli-table3 takes a width of 0 for one that is not given.
    colWidths: widths.map((width) => Math.max(width, 1)),
  });
  grid.push(...rows.map((row) => [...row]));
  return grid
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
}
