import { median } from '../../statistics/estimate.js';
import { type Headline, headlinesOf, rangeText } from './headlines.js';
import { escapeHtml } from './html.js';
import type { PageCell } from './page-data.js';
import { countedWithCommas, someOf } from './phrases.js';
import { isKernelPreset } from './preset-names.js';

/** Returns four tiles, one for each headline figure that a result has. */
export function tilesHtml(cells: readonly PageCell[]): string {
  const tiles = headlinesOf(cells).map((headline) => tileHtml(headline, cells));
  if (tiles.every((tile) => tile === '')) return '';
  return `<div id="tiles">${tiles.join('')}</div>`;
}

interface Ranked {
  readonly strategy: string;
  /** Median over cells of their medians. */
  readonly middle: number;
}

function tileHtml(headline: Headline, cells: readonly PageCell[]): string {
  // The oracle is an upper bound; kernels' presets are compared apart, unless there is nothing else.
  const rivals = cells.filter(({ strategy }) => strategy !== 'oracle');
  const own = rivals.filter(({ strategy }) => !isKernelPreset(strategy));
  const main = own.length > 0 ? own : rivals;
  const ranked = rank(headline, main);
  if (ranked.length === 0) return '';
  const [best, worst] = [ranked[0], ranked[ranked.length - 1]];
  const presets = own.length === 0 ? [] : rivals.filter(({ strategy }) => isKernelPreset(strategy));
  const rows = [
    ['worst', `${headline.format(worst.middle)} ${namesAt(ranked, worst)}`],
    ['range', rangeOfCells(headline, main)],
    ...(presets.length === 0 ? [] : [['kernel presets', rangeOfCells(headline, presets)]]),
  ];
  const shown = headline.format(best.middle);
  const names = `${namesAt(ranked, best)}${headline.caveat(best.middle)}`;
  return (
    `<section class="tile" data-figure="${headline.id}"><h2>${headline.title}</h2>` +
    `<p class="best"><b>${shown}</b> <span class="best-names">best: ${escapeHtml(names)}</span></p>` +
    `<dl>${rows.map(([name, text]) => `<div><dt>${name}</dt><dd>${escapeHtml(text)}</dd></div>`).join('')}</dl>` +
    `<p class="tile-note">${headline.meaning}; medians over ${countedWithCommas(main.length, 'cell')}, range over all repetitions</p></section>`
  );
}

/** Ranks strategies, the best first. */
function rank(headline: Headline, cells: readonly PageCell[]): Ranked[] {
  const names = [...new Set(cells.map(({ strategy }) => strategy))];
  const sign = headline.better === 'high' ? -1 : 1;
  return names
    .flatMap((strategy) => {
      const own = cells.filter((cell) => cell.strategy === strategy);
      const values = own.flatMap((cell) => headline.valueOf(cell)?.[1] ?? []);
      return values.length === 0 ? [] : [{ strategy, middle: median(values) }];
    })
    .sort((one, other) => sign * (one.middle - other.middle));
}

/** Names the strategies that show the same figure. */
function namesAt(ranked: readonly Ranked[], { middle }: Ranked): string {
  const names = ranked.filter((each) => each.middle === middle).map(({ strategy }) => strategy);
  return names.length === ranked.length && names.length > 1 ? 'all strategies' : someOf(names);
}

function rangeOfCells(headline: Headline, cells: readonly PageCell[]): string {
  const ranges = cells.flatMap((cell) => {
    const range = headline.valueOf(cell);
    return range === null ? [] : [range];
  });
  if (ranges.length === 0) return '-';
  const low = ranges.reduce((least, [each]) => Math.min(least, each), Infinity);
  const high = ranges.reduce((most, [, , each]) => Math.max(most, each), -Infinity);
  return rangeText(headline, low, high);
}
