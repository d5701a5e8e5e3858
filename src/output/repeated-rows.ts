import type { Cell } from '../result/document.js';
import { median } from '../statistics/estimate.js';
import { NO_FIGURE } from './numbers.js';

/** Column of figures over the repetitions of a cell. */
export interface RepeatedColumn {
  /** Value of each repetition; empty if the cell has no such figure. */
  readonly values: (cell: Cell) => readonly number[];
  readonly format?: (value: number) => string;
}

/** Text of a column that is not a figure. */
export interface TextColumn {
  readonly text: (cell: Cell) => string;
}

/** Returns the row of a cell: medians over its repetitions; and, if any varies, a second row with the ranges. */
export function repeatedRows(
  cell: Cell,
  columns: readonly (RepeatedColumn | TextColumn)[],
): string[][] {
  const medians = columns.map((column) =>
    'text' in column ? column.text(cell) : medianText(column.values(cell), column.format),
  );
  const ranges = columns.map((column) =>
    'text' in column ? '' : rangeText(column.values(cell), column.format),
  );
  const row = [cell.key, ...medians];
  return ranges.every((range) => range === '') ? [row] : [row, ['', ...ranges]];
}

/** Explains the second rows of a table; undefined if no cell has repetitions. */
export function repetitionNote(cells: readonly Cell[]): string | undefined {
  const count = cells.reduce((most, { repetitions }) => Math.max(most, repetitions?.count ?? 1), 1);
  return count === 1
    ? undefined
    : `Medians of ${count} repetitions; below them, the range of what varies.`;
}

function medianText(values: readonly number[], format = oneDecimal): string {
  return values.length === 0 ? NO_FIGURE : format(median(values));
}

function rangeText(values: readonly number[], format = oneDecimal): string {
  const low = values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return low < high ? `${format(low)}..${format(high)}` : '';
}

function oneDecimal(value: number): string {
  return String(Number(value.toFixed(1)));
}
