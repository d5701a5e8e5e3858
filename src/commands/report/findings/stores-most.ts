import { percent } from '../../../output/numbers.js';
import type { Cell } from '../../../result/document.js';
import { median } from '../../../statistics/estimate.js';
import { countOf, someOf } from '../phrases.js';
import { byStrategy, combinations, type Finding, highest } from './finding.js';

/** Which strategy stores the most pages, and whether within the limit; nothing if there is none to compare it with. */
export function storesMost(cells: readonly Cell[]): Finding[] {
  // The oracle knows every compressed size beforehand: a bound, not a rival.
  const rivals = cells.filter(({ strategy }) => strategy !== 'oracle');
  const contests = combinations(rivals).filter(severalOf);
  if (contests.length === 0) return [];
  const won = contests.map(winners);
  const best = mostOften(won);
  const sentences = [
    `${best.sentence} of ${countOf(contests.length, 'combination')} of corpus, compressor, folio size and parameters.`,
    shares(rivals, best.names[0]),
  ];
  const beyond = won.flat().filter((cell) => best.names.includes(cell.strategy) && passes(cell));
  if (beyond.length > 0) {
    sentences.push(
      `In ${beyond.length} of these cells the pool stood above the limit: part of what it stores more is memory past the limit.`,
    );
    const fair = contests.map((those) => those.filter((cell) => !passes(cell))).filter(severalOf);
    if (fair.length > 0) {
      sentences.push(
        `Among those that stay within the limit, ${mostOften(fair.map(winners)).sentence} of ${countOf(fair.length, 'combination')}.`,
      );
    }
  }
  return [{ title: 'Who stores most', sentences: [...sentences, ...writesBack(rivals)] }];
}

/** Pages taken in and not written back to make room for others. */
function kept({ exact: { pages, counters } }: Cell): number {
  return pages.stored - (counters.written_back_pages ?? 0);
}

function severalOf(cells: readonly Cell[]): boolean {
  return cells.length > 1;
}

/** The cells of the most pages kept. */
function winners(cells: readonly Cell[]): Cell[] {
  const most = Math.max(...cells.map(kept));
  return cells.filter((cell) => kept(cell) === most);
}

/** Who wins most often, all of them where several do. */
function mostOften(won: readonly (readonly Cell[])[]): { names: string[]; sentence: string } {
  const tally = byStrategy(won.flat());
  const times = Math.max(...tally.map(({ cells }) => cells.length));
  const names = tally.filter(({ cells }) => cells.length === times).map(({ strategy }) => strategy);
  const sentence =
    names.length === 1
      ? `${names[0]} stores the most pages in ${times}`
      : `${someOf(names)} store the most pages, each in ${times}`;
  return { names, sentence };
}

/** The share of offered pages that the one that wins keeps, and the lowest. */
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
    ? 'At the median of their cells all store the same share of the pages offered.'
    : `At the median of its cells ${first.strategy} keeps ${percent(first.share, 1)} of the pages offered; ${last.strategy}, the least, ${percent(last.share, 1)}.`;
}

/** Who writes most back: what is taken in that way is not countOf above. */
function writesBack(cells: readonly Cell[]): string[] {
  const writtenBack = ({ exact }: Cell) => exact.counters.written_back_pages ?? 0;
  const top = highest(cells, writtenBack);
  if (writtenBack(top) === 0) return [];
  return [
    `Pages written back again do not count here; most are those of ${top.strategy}: ${countOf(writtenBack(top), 'page')} of ` +
      `${countOf(top.exact.pages.stored, 'page')} taken in (${top.key}).`,
  ];
}

function passes({ exact }: Cell): boolean {
  return exact.pool.overshootPages > 0;
}
