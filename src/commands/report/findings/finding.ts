import type { Cell } from '../../../result/document.js';

/** What a result shows, in sentences. */
export interface Finding {
  readonly title: string;
  readonly sentences: readonly string[];
  /** It says that something is wrong. */
  readonly alarm?: true;
}

/** The cells of one strategy, at least one. */
export interface StrategyCells {
  readonly strategy: string;
  readonly cells: readonly Cell[];
}

/** Cells by strategy, in the order in which strategies come first. */
export function byStrategy(cells: readonly Cell[]): StrategyCells[] {
  return [...grouped(cells, ({ strategy }) => strategy)].map(([strategy, those]) => ({
    strategy,
    cells: those,
  }));
}

/** Cells that differ in their strategy alone. */
export function combinations(cells: readonly Cell[]): Cell[][] {
  const groups = grouped(cells, ({ corpus, compressor, folioSize, parameters }) =>
    JSON.stringify([corpus, compressor, folioSize, Object.values(parameters)]),
  );
  return [...groups.values()];
}

/** The cell of the highest value. */
export function highest(cells: readonly Cell[], value: (cell: Cell) => number): Cell {
  return cells.reduce((top, cell) => (value(cell) > value(top) ? cell : top));
}

function grouped(cells: readonly Cell[], keyOf: (cell: Cell) => string): Map<string, Cell[]> {
  const groups = new Map<string, Cell[]>();
  for (const cell of cells) {
    const key = keyOf(cell);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [cell]);
    else group.push(cell);
  }
  return groups;
}
