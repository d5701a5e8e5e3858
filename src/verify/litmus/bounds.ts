import type { Bound, Bounds } from './litmus-case.js';
import type { LitmusFigure, LitmusFigures } from './litmus-figures.js';

/** Returns a line for each figure outside its bound: `stored 0, not at least 1`. */
export function outOfBounds(bounds: Bounds, figures: LitmusFigures): string[] {
  return entriesOf(bounds)
    .filter(([name, bound]) => !holds(bound, figures[name] ?? 0))
    .map(([name, bound]) => `${name} ${figures[name] ?? 0}, not ${boundText(bound)}`);
}

/** Returns the values of the bounded figures. */
export function boundedFigures(bounds: Bounds, figures: LitmusFigures): LitmusFigures {
  return Object.fromEntries(entriesOf(bounds).map(([name]) => [name, figures[name] ?? 0]));
}

function entriesOf(bounds: Bounds): (readonly [LitmusFigure, Bound])[] {
  return Object.entries(bounds) as [LitmusFigure, Bound][];
}

function holds(bound: Bound, value: number): boolean {
  if (typeof bound === 'number') return value === bound;
  const { least = value, most = value } = bound;
  return value >= least && value <= most;
}

/** Text of a bound: `4`, `at least 1`, `at most 15`, `1 to 15`. */
function boundText(bound: Bound): string {
  if (typeof bound === 'number') return `${bound}`;
  const { least, most } = bound;
  if (most === undefined) return `at least ${least}`;
  return least === undefined ? `at most ${most}` : `${least} to ${most}`;
}
