import { percent } from '../../../output/numbers.js';
import type { Cell, ResultDocument } from '../../../result/document.js';
import { figureValues } from '../../../result/repetition-figures.js';
import type { FigureName } from '../../../result/repetitions.js';
import { NEGLIGIBLE_PERCENT } from '../../../result/verdicts.js';
import { median } from '../../../statistics/estimate.js';
import { cellFigures } from '../cell-figures.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { isKernelPreset } from '../preset-names.js';
import { byStrategy, combinations, highest, type ReportFinding } from './finding.js';
import { otherRefusals } from './other-refusals.js';

/** Ranks strategies by pages stored, also among cells within the limit, and kernels' presets apart; nothing with a single one. */
export function pagesStored({ cells, verdicts = [] }: ResultDocument): ReportFinding[] {
  // The oracle is an upper bound, not a competitor.
  const strategies = cells.filter(({ strategy }) => strategy !== 'oracle');
  const presets = strategies.filter(({ strategy }) => isKernelPreset(strategy));
  const own = strategies.filter(({ strategy }) => !isKernelPreset(strategy));
  const stored = verdicts.filter(
    ({ figure, strategy }) =>
      figure === 'stored' && !isKernelPreset(strategy) && strategy !== 'oracle',
  );
  const unproven = stored.length > 0 && !stored.some(({ significant }) => significant);
  return [
    ...ranking('Pages stored', own, unproven),
    ...ranking("Pages stored by kernels' presets", presets, false),
  ];
}

function ranking(title: string, strategies: readonly Cell[], unproven: boolean): ReportFinding[] {
  const groups = combinations(strategies).filter(severalOf);
  if (groups.length === 0) return [];
  const won = groups.map(winners);
  const best = mostFrequent(won);
  const sentences = [
    `${best.sentence} of ${countedWithCommas(groups.length, 'combination')} of corpus, compressor, folio size and parameters; differences below ${NEGLIGIBLE_PERCENT}% are ties.`,
    ...(unproven ? ['No verdict over the repetitions claims a difference.'] : []),
    shares(strategies, best.names[0]),
  ];
  const ofBest = won.flat().filter((cell) => best.names.includes(cell.strategy));
  for (const { strategy, cells } of byStrategy(strategies)) {
    sentences.push(...otherRefusals(strategy, cells));
  }
  const exceeding = ofBest.filter(exceedsLimit);
  if (exceeding.length > 0) {
    sentences.push(
      `In ${exceeding.length} of these cells the pool was above its limit: part of the difference is overshoot.`,
    );
    const fair = groups
      .map((those) => those.filter((cell) => !exceedsLimit(cell)))
      .filter(severalOf);
    if (fair.length > 0) {
      sentences.push(
        `Among strategies within the limit, ${mostFrequent(fair.map(winners)).sentence} of ${countedWithCommas(fair.length, 'combination')}.`,
      );
    }
  }
  return [{ title, sentences: [...sentences, ...writesBack(strategies)] }];
}

/** Counts pages stored and not written back. */
function kept(cell: Cell): number {
  return middle(cell, 'storedPages') - middle(cell, 'writtenBackPages');
}

/** Median of a figure over repetitions; 0 if it is missing. */
function middle(cell: Cell, name: FigureName): number {
  const values = figureValues(cell, name);
  return values.length === 0 ? 0 : median(values);
}

function severalOf(cells: readonly Cell[]): boolean {
  return cells.length > 1;
}

/** Returns the cells with most pages kept, and those that differ from them by a negligible share. */
function winners(cells: readonly Cell[]): Cell[] {
  const most = Math.max(...cells.map(kept));
  return cells.filter((cell) => kept(cell) >= most * (1 - NEGLIGIBLE_PERCENT / 100));
}

/** Finds the strategies with most wins. */
function mostFrequent(won: readonly (readonly Cell[])[]): { names: string[]; sentence: string } {
  const wins = byStrategy(won.flat());
  const times = Math.max(...wins.map(({ cells }) => cells.length));
  const names = wins.filter(({ cells }) => cells.length === times).map(({ strategy }) => strategy);
  const sentence =
    names.length === 1
      ? `${names[0]} has the highest median in ${times}`
      : `${someOf(names)} have the highest median, each in ${times}`;
  return { names, sentence };
}

/** Compares the winner's share of pages kept with the lowest. */
function shares(cells: readonly Cell[], winner: string | undefined): string {
  const rows = byStrategy(cells)
    .map(({ strategy, cells: those }) => ({
      strategy,
      share: median(those.map((cell) => cellFigures(cell).keptPercent?.[1] ?? 0)) / 100,
    }))
    .sort((one, other) => other.share - one.share);
  const last = rows[rows.length - 1];
  const first = rows.find(({ strategy }) => strategy === winner) ?? rows[0];
  const [most, least] = [percent(first.share, 1), percent(last.share, 1)];
  return most === least
    ? `All keep ${most} of the offered pages (median over cells).`
    : `Pages kept / pages offered, median over cells: ${first.strategy} ${most}, ${last.strategy} ${least} (lowest).`;
}

/** Names the cell with most pages written back, which do not count as stored. */
function writesBack(cells: readonly Cell[]): string[] {
  const writtenBack = (cell: Cell) => middle(cell, 'writtenBackPages');
  const top = highest(cells, writtenBack);
  if (writtenBack(top) === 0) return [];
  return [
    `Pages written back do not count. Most: ${top.strategy}, ${countedWithCommas(writtenBack(top), 'page')} of ` +
      `${countedWithCommas(middle(top, 'storedPages'), 'page')} stored (${top.key}).`,
  ];
}

function exceedsLimit(cell: Cell): boolean {
  return middle(cell, 'overshootPages') > 0;
}
