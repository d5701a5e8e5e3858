import type { Cell, Exact } from './document.js';
import { REJECT_CAUSES, type RejectCause } from './reject-causes.js';
import type { FigureName, Repetitions } from './repetitions.js';

/** Reads each figure from exact figures; undefined or null if it is missing there. */
export const FIGURES: {
  readonly [Name in FigureName]-?: (exact: Exact) => number | null | undefined;
} = {
  offeredFolios: ({ folios }) => folios.offered,
  storedFolios: ({ folios }) => folios.stored,
  rejectedFolios: ({ folios }) => folios.rejected,
  zeroFolios: ({ folios }) => folios.zero,
  storedPages: ({ pages }) => pages.stored,
  writtenBackPages: ({ counters }) => counters.zswpwb,
  endStoredPages: ({ counters }) => counters.stored_pages,
  zswpout: ({ counters }) => counters.zswpout,
  wastedCompressions: ({ wasted }) => wasted?.compressions,
  peakPages: ({ pool }) => pool.peakPages,
  overshootPages: ({ pool }) => pool.overshootPages,
  memcgOvershootPages: ({ memcg }) =>
    Math.max(0, ...memcg.map(({ overshootPages = 0 }) => overshootPages)),
  ratio: ({ pool }) => pool.ratio,
  lruInversions: ({ progress }) => progress?.lruInversions,
  fairness: ({ progress }) => progress?.fairness,
  fairnessOfMemcgs: ({ progress }) => progress?.fairnessOfMemcgs,
  shrinkWorkerRuns: ({ progress }) => progress?.shrinkWorkerRuns,
  rounds: ({ progress }) => progress?.rounds,
  allStoredRounds: ({ progress }) => progress?.allStoredRounds,
  allFailedRounds: ({ progress }) => progress?.allFailedRounds,
  oracleStoredPages: ({ oracle }) => oracle?.storedPages,
  oracleGapPages: ({ oracle }) => oracle?.regretPages,
  falseRejects: ({ oracle }) => oracle?.refusedThatFitted,
  failedStores: ({ rollback }) => rollback.failedStores,
};

export const FIGURE_NAMES = Object.keys(FIGURES) as FigureName[];

/** Conditions of one repetition. */
interface Conditions {
  readonly seed: number;
  readonly startPage: number;
  readonly fillPages: number;
}

/** Collects the figures of repetitions, in their order. */
export function repetitionFigures(
  conditions: readonly Conditions[],
  exacts: readonly Exact[],
): Repetitions {
  const drifted = new Set(exacts.flatMap(({ rollback }) => Object.keys(rollback.drift)));
  return {
    count: exacts.length,
    seeds: conditions.map(({ seed }) => seed),
    startPages: conditions.map(({ startPage }) => startPage),
    fillPages: conditions.map(({ fillPages }) => fillPages),
    figures: listsOf(FIGURE_NAMES, (name) => exacts.map((exact) => FIGURES[name](exact))),
    rejects: listsOf(REJECT_CAUSES, (cause) => {
      const folios = exacts.map(({ rejects }) => rejects?.[cause] ?? 0);
      return folios.some((value) => value > 0) ? folios : [];
    }),
    drift: listsOf([...drifted].sort(), (counter) =>
      exacts.map(({ rollback }) => rollback.drift[counter] ?? 0),
    ),
  };
}

/** Returns the list of each name, without those that are empty or miss a value: a name of the result may be absent. */
function listsOf<N extends string>(
  names: readonly N[],
  valuesOf: (name: N) => readonly (number | null | undefined)[],
): Readonly<Record<N, readonly number[]>> {
  const lists = names.map((name) => [name, valuesOf(name)] as const);
  const whole = lists.filter(
    ([, values]) => values.length > 0 && values.every((value) => typeof value === 'number'),
  );
  return Object.fromEntries(whole) as Record<N, number[]>;
}

/** Returns a figure of each repetition of a cell, of the single one without repetitions; empty if it is missing. */
export function figureValues(
  cell: Pick<Cell, 'exact' | 'repetitions'>,
  name: FigureName,
): number[] {
  const { exact, repetitions } = cell;
  if (repetitions === undefined) return present(FIGURES[name](exact));
  return [...(repetitions.figures[name] ?? [])];
}

/** Returns the folios of each repetition that were refused for a cause, like {@link figureValues}. */
export function rejectValues(
  { exact, repetitions }: Pick<Cell, 'exact' | 'repetitions'>,
  cause: RejectCause,
): number[] {
  if (repetitions === undefined) return present(exact.rejects?.[cause]);
  return [...(repetitions.rejects[cause] ?? new Array(repetitions.count).fill(0))];
}

/** Returns the drift of each drifting counter by repetition, like {@link figureValues}. */
export function driftValues({
  exact,
  repetitions,
}: Pick<Cell, 'exact' | 'repetitions'>): Readonly<Record<string, readonly number[]>> {
  if (repetitions !== undefined) return repetitions.drift;
  const single = Object.entries(exact.rollback.drift).map(([counter, off]) => [counter, [off]]);
  return Object.fromEntries(single);
}

function present(value: number | null | undefined): number[] {
  return typeof value === 'number' ? [value] : [];
}
