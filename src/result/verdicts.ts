import { median } from '../statistics/estimate.js';
import { signedRank } from '../statistics/signed-rank.js';
import type { Cell, ResultDocument } from './document.js';
import { figureValues } from './repetition-figures.js';
import type { Spread, Verdict, VerdictFigure } from './strategy-verdict.js';

/** P value below which a verdict is significant. */
export const VERDICT_LEVEL = 0.001;

/** Difference of stored pages in per cent below which strategies are taken as equal. */
export const NEGLIGIBLE_PERCENT = 0.1;

/** Figure of each repetition of a cell. */
const FIGURE_OF: Readonly<Record<VerdictFigure, (cell: Cell) => number[]>> = {
  stored: (cell) => {
    const writtenBack = figureValues(cell, 'writtenBackPages');
    return figureValues(cell, 'storedPages').map((pages, i) => pages - (writtenBack[i] ?? 0));
  },
  overshoot: (cell) => {
    const ofMemcg = figureValues(cell, 'memcgOvershootPages');
    return figureValues(cell, 'overshootPages').map((pages, i) => pages + (ofMemcg[i] ?? 0));
  },
};

/** Compares each strategy with the first one, over the cells that both have; nothing without repetitions. */
export function verdictsOf({ config, cells }: ResultDocument): Verdict[] {
  const repeated = cells.filter((cell) => isWhole(cell, config.repeat));
  const [against, ...others] = new Set(repeated.map(({ strategy }) => strategy));
  return others.flatMap((strategy) => {
    const pairs = pairedCells(repeated, against, strategy);
    if (pairs.length === 0) return [];
    return (['stored', 'overshoot'] as const).map((figure) => ({
      strategy,
      against,
      figure,
      ...compare(pairs, figure),
    }));
  });
}

/** Whether a cell has every figure of every repetition. */
function isWhole(cell: Cell, repeat: number): boolean {
  if (cell.repetitions?.count !== repeat) return false;
  return Object.values(FIGURE_OF).every((valuesOf) => valuesOf(cell).length === repeat);
}

type CellPair = readonly [first: Cell, second: Cell];

/** Returns the cells of two strategies that differ in nothing else. */
function pairedCells(cells: readonly Cell[], first: string, second: string): CellPair[] {
  const conditions = ({ corpus, compressor, folioSize, parameters }: Cell) =>
    JSON.stringify([corpus, compressor, folioSize, parameters]);
  const firsts = new Map(
    cells.filter(({ strategy }) => strategy === first).map((cell) => [conditions(cell), cell]),
  );
  return cells
    .filter(({ strategy }) => strategy === second)
    .flatMap((cell) => {
      const other = firsts.get(conditions(cell));
      return other === undefined ? [] : [[other, cell] as const];
    });
}

function compare(
  pairs: readonly CellPair[],
  figure: VerdictFigure,
): Omit<Verdict, 'strategy' | 'against' | 'figure'> {
  const values = pairs.map((pair) => pair.map(FIGURE_OF[figure]));
  const [firsts, seconds] = [0, 1].map((side) => sums(values.map((pair) => pair[side])));
  const differences = firsts.map((first, i) => seconds[i] - first);
  const byCell = values.map(([first, second]) => median(second) - median(first));
  const { greater, less, p } = signedRank(differences);
  const percents = firsts.every((first) => first > 0)
    ? spreadOf(differences.map((difference, i) => (100 * difference) / firsts[i]))
    : null;
  const negligible =
    figure === 'stored' && percents !== null && Math.abs(percents.median) < NEGLIGIBLE_PERCENT;
  return {
    cells: pairs.length,
    repetitions: differences.length,
    higher: greater,
    lower: less,
    higherCells: byCell.filter((each) => each > 0).length,
    lowerCells: byCell.filter((each) => each < 0).length,
    differencePages: spreadOf(differences.map((difference) => difference / pairs.length)),
    differencePercent: percents,
    p,
    significant: p < VERDICT_LEVEL && !negligible,
  };
}

/** Adds lists of equal length, element by element. */
function sums(lists: readonly (readonly number[])[]): number[] {
  const [{ length }] = lists;
  return Array.from({ length }, (_, i) => lists.reduce((sum, values) => sum + values[i], 0));
}

function spreadOf(values: readonly number[]): Spread {
  const rounded = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    median: rounded(median(values)),
    low: rounded(Math.min(...values)),
    high: rounded(Math.max(...values)),
  };
}
