import { percent } from '../../../output/numbers.js';
import type { Cell } from '../../../result/document.js';
import { median } from '../../../statistics/estimate.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { byStrategy, combinations, highest, type ReportFinding } from './finding.js';

/** Ranks strategies by pages stored, also among cells within the limit; nothing with a single strategy. */
export function pagesStored(cells: readonly Cell[]): ReportFinding[] {
  // The oracle is an upper bound, not a competitor.
  const strategies = cells.filter(({ strategy }) => strategy !== 'oracle');
  const groups = combinations(strategies).filter(severalOf);
  if (groups.length === 0) return [];
  const won = groups.map(winners);
  const best = mostFrequent(won);
  const sentences = [
    `${best.sentence} of ${countedWithCommas(groups.length, 'combination')} of corpus, compressor, folio size and parameters.`,
    shares(strategies, best.names[0]),
  ];
  const exceeding = won
    .flat()
    .filter((cell) => best.names.includes(cell.strategy) && exceedsLimit(cell));
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
  return [{ title: 'Pages stored', sentences: [...sentences, ...writesBack(strategies)] }];
}

/** Counts pages stored and not written back. */
function kept({ exact: { pages, counters } }: Cell): number {
  return pages.stored - (counters.written_back_pages ?? 0);
}

function severalOf(cells: readonly Cell[]): boolean {
  return cells.length > 1;
}

/** Returns the cells with most pages kept. */
function winners(cells: readonly Cell[]): Cell[] {
  const most = Math.max(...cells.map(kept));
  return cells.filter((cell) => kept(cell) === most);
}

/** Finds the strategies with most wins. */
function mostFrequent(won: readonly (readonly Cell[])[]): { names: string[]; sentence: string } {
  const wins = byStrategy(won.flat());
  const times = Math.max(...wins.map(({ cells }) => cells.length));
  const names = wins.filter(({ cells }) => cells.length === times).map(({ strategy }) => strategy);
  const sentence =
    names.length === 1
      ? `${names[0]} stores most pages in ${times}`
      : `${someOf(names)} store most pages, each in ${times}`;
  return { names, sentence };
}

/** Compares the winner's share of pages kept with the lowest. */
function shares(cells: readonly Cell[], winner: string | undefined): string {
  const rows = byStrategy(cells)
    .map(({ strategy, cells: those }) => ({
      strategy,
      share: median(those.map((cell) => kept(cell) / Math.max(1, cell.exact.pages.offered))),
    }))
    .sort((one, other) => other.share - one.share);
  const last = rows[rows.length - 1];
  const first = rows.find(({ strategy }) => strategy === winner) ?? rows[0];
  return first.share === last.share
    ? 'All strategies keep the same share of the offered pages (median over cells).'
    : `Pages kept / pages offered, median over cells: ${first.strategy} ${percent(first.share, 1)}, ${last.strategy} ${percent(last.share, 1)} (lowest).`;
}

/** Names the cell with most pages written back, which do not count as stored. */
function writesBack(cells: readonly Cell[]): string[] {
  const writtenBack = ({ exact }: Cell) => exact.counters.written_back_pages ?? 0;
  const top = highest(cells, writtenBack);
  if (writtenBack(top) === 0) return [];
  return [
    `Pages written back do not count. Most: ${top.strategy}, ${countedWithCommas(writtenBack(top), 'page')} of ` +
      `${countedWithCommas(top.exact.pages.stored, 'page')} stored (${top.key}).`,
  ];
}

function exceedsLimit({ exact }: Cell): boolean {
  return exact.pool.overshootPages > 0;
}
