import {
  type Fields,
  integer,
  list,
  Mismatch,
  number,
  object,
  record,
  type Shape,
} from './read-shapes.js';
import { REJECT_CAUSES } from './reject-causes.js';
import { FIGURE_NAMES } from './repetition-figures.js';
import type { FigureName, RepeatedFigures, Repetitions } from './repetitions.js';

const count = integer(0);
const signed = integer(Number.MIN_SAFE_INTEGER);

/** Figures of other shapes than counts. */
const OTHER_SHAPES: Partial<Record<FigureName, Shape<number>>> = {
  ratio: number(0),
  fairness: number(0, 1),
  fairnessOfMemcgs: number(0, 1),
  // A strategy's bug can make a counter negative.
  endStoredPages: signed,
  zswpout: signed,
  writtenBackPages: signed,
  oracleGapPages: signed,
};

/** Shape of the repetitions of a cell: each list has one value for each. */
export const repetitions: Shape<Repetitions> = (value, path) => {
  const read = object<Pick<Repetitions, 'count'>>({ count: integer(2, 200) })(value, path);
  const values = (shape: Shape<number>) => listOf(shape, read.count);
  const optional = (shape: Shape<number> = count) => ({ ifPresent: values(shape) });
  return object<Repetitions>({
    count,
    seeds: values(count),
    startPages: values(count),
    fillPages: values(count),
    figures: object<RepeatedFigures>(each(FIGURE_NAMES, (name) => optional(OTHER_SHAPES[name]))),
    rejects: object<Repetitions['rejects']>(each(REJECT_CAUSES, () => optional())),
    drift: record(values(signed)),
  })(value, path);
};

function each<N extends string>(names: readonly N[], shapeOf: (name: N) => unknown) {
  return Object.fromEntries(names.map((name) => [name, shapeOf(name)])) as unknown as Fields<{
    readonly [Name in N]?: readonly number[];
  }>;
}

/** A list of a known length. */
function listOf(shape: Shape<number>, items: number): Shape<readonly number[]> {
  return (value, path) => {
    const read = list(shape, items)(value, path);
    if (read.length < items) throw new Mismatch(path, `a list of ${items} items`, value);
    return read;
  };
}
