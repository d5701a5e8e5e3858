import { percent } from '../../../output/numbers.js';
import type { Cell } from '../../../result/document.js';
import { countOf, someOf } from '../phrases.js';
import { type Finding, highest, type StrategyCells } from './finding.js';

/** Who passes the limits, and how far. */
export function overshoot(strategies: readonly StrategyCells[]): Finding {
  const sentences = past(strategies, 'the pool limit', ofPool);
  const cells = strategies.flatMap((each) => each.cells);
  const limited = cells.some(({ exact }) =>
    exact.memcg.some(({ limitPages }) => limitPages !== null),
  );
  if (limited) sentences.push(...past(strategies, 'the limit of a memcg', ofMemcgs));
  return { title: 'Who passes the limit', sentences };
}

/** Pages past a limit, and the limit. */
interface Excess {
  readonly overshootPages: number;
  readonly limitPages: number | null;
}

function ofPool({ exact }: Cell): Excess {
  return exact.pool;
}

/** The worst of the memcgs. */
function ofMemcgs({ exact }: Cell): Excess {
  return exact.memcg.reduce<Excess>(
    (worst, { overshootPages = 0, limitPages }) =>
      overshootPages > worst.overshootPages ? { overshootPages, limitPages } : worst,
    { overshootPages: 0, limitPages: null },
  );
}

function past(
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
  if (over.length === 0) return [`No strategy passes ${limit} in any cell.`];
  const howFar = (cell: Cell) => {
    const { overshootPages, limitPages } = excessOf(cell);
    return `${countOf(overshootPages, 'page')}, ${percent(overshootPages, limitPages ?? 0)} of it`;
  };
  const [first, ...others] = over;
  const sentences = [
    `${first.strategy} passes ${limit} furthest: by ${howFar(first.worst)} (${first.worst.key}).`,
  ];
  if (others.length > 0) {
    const named = others.map(
      ({ strategy, worst }) => `${strategy} (${percent(share(worst), 1)} at the worst)`,
    );
    sentences.push(`Past it as well: ${someOf(named)}.`);
  }
  if (never.length > 0) sentences.push(`Never past it: ${someOf(never)}.`);
  return sentences;
}
