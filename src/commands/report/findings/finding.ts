import type { Cell } from '../../../result/document.js';
import { figureValues } from '../../../result/repetition-figures.js';
import type { FigureName } from '../../../result/repetitions.js';

/** A titled paragraph of the summary. */
export interface ReportFinding {
  readonly title: string;
  readonly sentences: readonly string[];
  /** Reports a correctness fault. */
  readonly alarm?: true;
}

/** Cells of one strategy, at least one. */
export interface StrategyCells {
  readonly strategy: string;
  readonly cells: readonly Cell[];
}

/** Groups cells by strategy, in order of first appearance. */
export function byStrategy(cells: readonly Cell[]): StrategyCells[] {
  return [...groupedBy(cells, ({ strategy }) => strategy)].map(([strategy, those]) => ({
    strategy,
    cells: those,
  }));
}

/** Groups cells that differ only in their strategy. */
export function combinations(cells: readonly Cell[]): Cell[][] {
  const groups = groupedBy(cells, ({ corpus, compressor, folioSize, parameters }) =>
    JSON.stringify([corpus, compressor, folioSize, Object.values(parameters)]),
  );
  return [...groups.values()];
}

/** Returns the cell with the highest value. */
export function highest(cells: readonly Cell[], value: (cell: Cell) => number): Cell {
  return cells.reduce((top, cell) => (value(cell) > value(top) ? cell : top));
}

/** Adds a figure over all cells and repetitions. */
export function totalOf(cells: readonly Cell[], name: FigureName): number {
  return cells.flatMap((cell) => figureValues(cell, name)).reduce((sum, value) => sum + value, 0);
}

function groupedBy(cells: readonly Cell[], keyOf: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return groups;
}
