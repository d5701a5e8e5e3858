import { percent } from '../../../output/numbers.js';
import type { Cell } from '../../../result/document.js';
import { countedWithCommas, someOf } from '../phrases.js';
import { highest, type ReportFinding, type StrategyCells } from './finding.js';

/** Ranks strategies by overshoot of the pool limit, and of memcg limits if there are any. */
export function overshoot(strategies: readonly StrategyCells[]): ReportFinding {
  const sentences = overshootSentences(strategies, 'the pool limit', ofPool);
  const cells = strategies.flatMap((each) => each.cells);
  const limited = cells.some(({ exact }) =>
    exact.memcg.some(({ limitPages }) => limitPages !== null),
  );
  if (limited) sentences.push(...overshootSentences(strategies, 'a memcg limit', ofMemcgs));
  return { title: 'Overshoot', sentences };
}

/** Overshoot and its limit. */
interface Excess {
  readonly overshootPages: number;
  readonly limitPages: number | null;
}

function ofPool({ exact }: Cell): Excess {
  return exact.pool;
}

/** Returns the memcg with the largest overshoot. */
function ofMemcgs({ exact }: Cell): Excess {
  return exact.memcg.reduce<Excess>(
    (worst, { overshootPages = 0, limitPages }) =>
      overshootPages > worst.overshootPages ? { overshootPages, limitPages } : worst,
    { overshootPages: 0, limitPages: null },
  );
}

function overshootSentences(
  strategies: readonly StrategyCells[],
  limit: string,
  excessOf: (cell: Cell) => Excess,
): string[] {
  const share = (cell: Cell) => {
    const { overshootPages, limitPages } = excessOf(cell);
    return overshootPages / Math.max(1, limitPages ?? 1);
  };
  const rows = strategies
    .map(({ strategy, cells }) => ({ strategy, worst: highest(cells, share) }))
    .sort((one, other) => share(other.worst) - share(one.worst));
  const over = rows.filter(({ worst }) => share(worst) > 0);
  const never = rows.filter(({ worst }) => share(worst) === 0).map(({ strategy }) => strategy);
  if (over.length === 0) return [`No strategy exceeds ${limit} in any cell.`];
  const excessText = (cell: Cell) => {
    const { overshootPages, limitPages } = excessOf(cell);
    return `${countedWithCommas(overshootPages, 'page')}, ${percent(overshootPages, limitPages ?? 0)} of the limit`;
  };
  const [first, ...others] = over;
  const sentences = [
    `Largest overshoot of ${limit}: ${first.strategy}, ${excessText(first.worst)} (${first.worst.key}).`,
  ];
  if (others.length > 0) {
    const named = others.map(
      ({ strategy, worst }) => `${strategy} (up to ${percent(share(worst), 1)})`,
    );
    sentences.push(`Also above it: ${someOf(named)}.`);
  }
  if (never.length > 0) sentences.push(`Never above it: ${someOf(never)}.`);
  return sentences;
}
