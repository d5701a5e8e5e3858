import { inputFailure } from '../../common/errors.js';
import type { Cell, Exact, ResultDocument } from '../../result/document.js';
import { optionWarnings } from './warnings.js';

export const SIDE_BY_SIDE_SCHEMA = 'zswap-bench.side-by-side/1';

/** Names of results in the order of arguments. */
const COLUMN_NAMES = ['before', 'after', 'model'] as const;

export type ColumnName = (typeof COLUMN_NAMES)[number];

/** Document of `compare` for results of one strategy each. */
export interface SideBySide {
  readonly schema: typeof SIDE_BY_SIDE_SCHEMA;
  readonly columns: readonly ResultColumn[];
  /** Warnings, one sentence each. */
  readonly warnings: readonly string[];
  readonly figures: readonly ComparedFigure[];
  /** Cells without strategy that some column lacks. */
  readonly missing: readonly { readonly cell: string; readonly columns: readonly ColumnName[] }[];
}

export interface ResultColumn {
  readonly name: ColumnName;
  readonly version: string;
  readonly strategy: string;
}

/** One figure of one cell in every column; null where a result lacks it. */
export interface ComparedFigure {
  /** Key of the cell without its strategy. */
  readonly cell: string;
  readonly figure: string;
  readonly values: Readonly<Partial<Record<ColumnName, number | null>>>;
  /** Columns whose value differs from the first. */
  readonly differs: readonly ColumnName[];
}

/** A result with its path. */
export interface NamedResult {
  readonly path: string;
  readonly result: ResultDocument;
}

/** Whether two results have one strategy each, and not the same. */
export function haveOtherStrategies(old: ResultDocument, now: ResultDocument): boolean {
  const [was, is] = [strategiesOf(old), strategiesOf(now)];
  return was.length === 1 && is.length === 1 && was[0] !== is[0];
}

/** Compares results of one strategy each, cell by cell without regard to the strategy. */
export function compareSideBySide(results: readonly NamedResult[]): SideBySide {
  const columns = results.map(({ path, result }, index) => ({
    name: COLUMN_NAMES[index],
    version: result.tool.version,
    strategy: onlyStrategy(path, result),
  }));
  const cells = results.map(
    ({ result }) => new Map(result.cells.map((cell) => [placeOf(cell), cell])),
  );
  const places = [...new Set(cells.flatMap((each) => [...each.keys()]))];
  const lacking = (place: string) =>
    columns.filter((_, index) => !cells[index].has(place)).map(({ name }) => name);
  const figures = places
    .filter((place) => lacking(place).length === 0)
    .flatMap((place) =>
      figuresOf(
        place,
        cells.map((each) => each.get(place) as Cell),
      ),
    );
  const moving = new Set(figures.filter(isNotZero).map(({ figure }) => figure));
  const [first, ...others] = results;
  return {
    schema: SIDE_BY_SIDE_SCHEMA,
    columns,
    warnings: others.flatMap(({ result }, index) =>
      optionWarnings(first.result, result).map(
        (warning) => `before and ${COLUMN_NAMES[index + 1]}: ${warning}`,
      ),
    ),
    figures: figures.filter(({ figure }) => moving.has(figure)),
    missing: places
      .map((cell) => ({ cell, columns: lacking(cell) }))
      .filter((each) => each.columns.length > 0),
  };
}

function strategiesOf({ cells }: ResultDocument): string[] {
  return [...new Set(cells.map(({ strategy }) => strategy))];
}

function onlyStrategy(path: string, result: ResultDocument): string {
  const strategies = strategiesOf(result);
  if (strategies.length === 1) return strategies[0];
  throw inputFailure({
    subject: path,
    expected: 'a result of one strategy, to stand in a column',
    found: strategies.join(', ') || 'no cells',
    remedy: 'run it with one strategy (-s NAME)',
  });
}

/** Key of a cell without its strategy. */
function placeOf({ key, corpus, compressor, folioSize, strategy }: Cell): string {
  const grid = `${corpus}/${compressor}/${folioSize}`;
  return grid + key.slice(`${grid}/${strategy}`.length);
}

function figuresOf(cell: string, cells: readonly Cell[]): ComparedFigure[] {
  const columns = cells.map(({ exact }) => exactFigures(exact));
  return [...new Set(columns.flatMap((each) => [...each.keys()]))].map((figure) => {
    const values = columns.map((each) => each.get(figure) ?? null);
    return {
      cell,
      figure,
      values: Object.fromEntries(values.map((value, index) => [COLUMN_NAMES[index], value])),
      differs: COLUMN_NAMES.filter(
        (_, index) => values[index] !== null && values[index] !== values[0],
      ).slice(0, values.length),
    };
  });
}

function exactFigures({ folios, pages, counters, pool, memcg, rollback }: Exact) {
  const figures: [string, number | undefined][] = [
    ['folios stored', folios.stored],
    ['folios refused', folios.rejected],
    ['pages stored', pages.stored],
    ['pages written back', counters.written_back_pages],
    ['pages at the end', counters.stored_pages],
    ['pool peak', pool.peakPages],
    ['pool overshoot', pool.overshootPages],
    ...memcg
      .filter(({ limitPages }) => limitPages !== null)
      .map(({ name, peakPages }): [string, number | undefined] => [`${name} peak`, peakPages]),
    ['drifting counters', Object.keys(rollback.drift).length],
  ];
  return new Map(figures.filter((each): each is [string, number] => each[1] !== undefined));
}

function isNotZero({ values }: ComparedFigure): boolean {
  return Object.values(values).some((value) => value !== 0 && value !== null);
}
