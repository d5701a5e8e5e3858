import {
  boolean,
  fileName,
  integer,
  nullOr,
  number,
  object,
  oneOf,
  type Shape,
} from './read-shapes.js';
import type { Spread, Verdict } from './strategy-verdict.js';

const count = integer(0);
const difference = number(-Number.MAX_VALUE);
const spread = object<Spread>({ median: difference, low: difference, high: difference });

export const verdict: Shape<Verdict> = object<Verdict>({
  strategy: fileName,
  against: fileName,
  figure: oneOf('stored', 'overshoot'),
  cells: count,
  repetitions: count,
  higher: count,
  lower: count,
  higherCells: count,
  lowerCells: count,
  differencePages: spread,
  differencePercent: nullOr(spread),
  p: number(0, 1),
  significant: boolean,
});
