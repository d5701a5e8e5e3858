import { PAGE_SIZE } from '../../../common/page.js';
import { LARGE_LIMIT_PAGES } from '../../../output/large-machine.js';
import { bytes, finePercent } from '../../../output/numbers.js';
import type { Cell, ResultDocument } from '../../../result/document.js';
import { figureValues } from '../../../result/repetition-figures.js';
import { countedWithCommas, someOf, withCommas } from '../phrases.js';
import { highest, type ReportFinding, type StrategyCells } from './finding.js';

/** Ranks strategies by overshoot of the pool limit, and of memcg limits if there are any. */
export function overshoot(
  { config }: ResultDocument,
  strategies: readonly StrategyCells[],
): ReportFinding {
  const sentences = overshootSentences(strategies, 'the pool limit', poolLimit(config));
  const cells = strategies.flatMap((each) => each.cells);
  const limited = cells.some(({ exact }) =>
    exact.memcg.some(({ limitPages }) => limitPages !== null),
  );
  if (limited) sentences.push(...overshootSentences(strategies, 'a memcg limit', MEMCG_LIMITS));
  return { title: 'Overshoot', sentences };
}

/** A limit of each cell, and the overshoots of its repetitions. */
interface Limit {
  overshoots(cell: Cell): number[];
  limitPages(cell: Cell): number;
  /** Phrases after a limit in pages. */
  where(cell: Cell): string;
  /** Whether the overshoot is also shown against that of a large machine. */
  readonly scales: boolean;
}

function poolLimit(config: ResultDocument['config']): Limit {
  return {
    overshoots: (cell) => figureValues(cell, 'overshootPages'),
    limitPages: ({ exact }) => exact.pool.limitPages,
    where: (cell) => ` on a machine of ${bytes(machineBytes(config, cell))}`,
    scales: true,
  };
}

const MEMCG_LIMITS: Limit = {
  overshoots: (cell) => figureValues(cell, 'memcgOvershootPages'),
  limitPages: worstMemcgLimit,
  where: () => '',
  scales: false,
};

/** RAM of the modelled machine, which is the size of the offer if none was given. */
function machineBytes({ totalRamBytes }: ResultDocument['config'], cell: Cell): number {
  const { limitPages } = cell.exact.pool;
  const percent = cell.parameters['max-pool-percent'];
  return totalRamBytes ?? Math.round((100 * limitPages) / percent) * PAGE_SIZE;
}

/** Returns the limit of the memcg with the largest overshoot; the smallest limit if there is no overshoot. */
function worstMemcgLimit({ exact }: Cell): number {
  const limits = exact.memcg.flatMap(({ limitPages, overshootPages = 0 }) =>
    limitPages === null ? [] : [{ limitPages, overshootPages }],
  );
  limits.sort(
    (one, other) => other.overshootPages - one.overshootPages || one.limitPages - other.limitPages,
  );
  return limits[0]?.limitPages ?? 0;
}

function overshootSentences(
  strategies: readonly StrategyCells[],
  name: string,
  limit: Limit,
): string[] {
  const pages = (cell: Cell) => Math.max(0, ...limit.overshoots(cell));
  const share = (cell: Cell) => pages(cell) / Math.max(1, limit.limitPages(cell));
  const rows = strategies
    .map(({ strategy, cells }) => ({ strategy, worst: highest(cells, share) }))
    .sort((one, other) => share(other.worst) - share(one.worst));
  const over = rows.filter(({ worst }) => share(worst) > 0);
  const never = rows.filter(({ worst }) => share(worst) === 0).map(({ strategy }) => strategy);
  if (over.length === 0) return [`No strategy exceeds ${name} in any cell.`];
  const [first, ...others] = over;
  const limitPages = limit.limitPages(first.worst);
  const sentences = [
    `Largest overshoot of ${name}: ${first.strategy}, ${countedWithCommas(pages(first.worst), 'page')}, ` +
      `${finePercent(pages(first.worst), limitPages)} of the limit of ${countedWithCommas(limitPages, 'page')}${limit.where(first.worst)} (${first.worst.key})` +
      `${rangeText(limit.overshoots(first.worst))}.`,
  ];
  if (limit.scales) {
    sentences.push(
      `The same pages are ${finePercent(pages(first.worst), LARGE_LIMIT_PAGES)} of 20% of 16 GiB.`,
    );
  }
  if (others.length > 0) {
    const named = others.map(
      ({ strategy, worst }) =>
        `${strategy} (up to ${finePercent(pages(worst), limit.limitPages(worst))})`,
    );
    sentences.push(`Also above it: ${someOf(named)}.`);
  }
  if (never.length > 0) sentences.push(`Never above it: ${someOf(never)}.`);
  return sentences;
}

function rangeText(overshoots: readonly number[]): string {
  if (overshoots.length < 2) return '';
  return `; ${withCommas(Math.min(...overshoots))} to ${countedWithCommas(Math.max(...overshoots), 'page')} in its ${overshoots.length} repetitions`;
}
