import { BATCHES, batchMedians } from '../statistics/batches.js';
import { noiseFloorOfBoth } from '../statistics/noise-floor.js';
import { compareTimedPairs, samplesOf, type TimedComparison } from './compare-timed.js';
import type { ComparedBy } from './compared-by.js';
import type { Cell, Timed } from './document.js';

/**
 * One timed metric of a cell (`new`) against that of its base (`old`), in one result. It is proven if p is below the
 * significance level and the change above the noise floor of both.
 */
export interface WithinComparison extends TimedComparison {
  /** Key of the first cell that differs from this one only in the compared property. */
  readonly base: string;
  /** Value of the compared property in the base. */
  readonly against: string;
  /** Whether both cells were timed interleaved, block by block. */
  readonly interleaved: boolean;
}

type TimedCell = Cell & { readonly timed: Timed };

/** Compares timed cells of one result that differ only in a property: each with the first of them. */
export function compareWithin(cells: readonly Cell[], by: ComparedBy): WithinComparison[] {
  const bases = new Map<string, TimedCell>();
  const pairs = cells.flatMap((cell) => {
    if (!isTimed(cell)) return [];
    const group = withoutProperty(cell, by);
    const base = bases.get(group);
    if (base === undefined) bases.set(group, cell);
    return base === undefined ? [] : [{ cell, base }];
  });
  const of = new Map(pairs.map((pair) => [pair.cell.key, pair]));
  const compared = compareTimedPairs(
    pairs.map(({ cell, base }) => ({ cell: cell.key, old: base.timed, new: cell.timed })),
  );
  return compared.map((each) => {
    const { cell, base } = of.get(each.cell) as (typeof pairs)[number];
    const { turn } = cell.timed;
    const interleaved = turn !== undefined && turn === base.timed.turn;
    const proven = each.proven && aboveNoise(each, base.timed, cell.timed);
    return { ...each, proven, base: base.key, against: propertyOf(base, by), interleaved };
  });
}

/** Whether a difference is larger than one that chance makes of the samples of either side. */
function aboveNoise({ metric, old, new: now }: TimedComparison, base: Timed, cell: Timed): boolean {
  const [one, other] = [base, cell].map((timed) => batchMedians(samplesOf(metric, timed), BATCHES));
  const floor = noiseFloorOfBoth(one, other);
  const ratio = now.median / old.median;
  return floor !== null && Math.max(ratio, 1 / ratio) - 1 > floor;
}

function isTimed(cell: Cell): cell is TimedCell {
  return cell.timed !== undefined;
}

/** Returns what cells that are compared with each other have in common. */
function withoutProperty(cell: Cell, by: ComparedBy): string {
  const { corpus, compressor, folioSize, strategy, kernel, parameters } = cell;
  // A strategy that reproduces a kernel has its name: mainline-6.12 and mainline-6.13 differ in the kernel alone.
  const common = {
    strategy: [compressor, folioSize],
    compressor: [folioSize, strategy, kernel],
    'folio-size': [compressor, strategy, kernel],
    kernel: [compressor, folioSize, strategy.replace(kernel, '')],
  };
  return JSON.stringify([corpus, common[by], parameters]);
}

function propertyOf(cell: Cell, by: ComparedBy): string {
  return by === 'folio-size' ? cell.folioSize : cell[by];
}
