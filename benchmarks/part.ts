import { estimate } from '../src/statistics/estimate.js';

/** What a figure is to reach; every one is a ratio, or a bound on time or memory that leaves room for slow machines. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

/** One line of a benchmark: the median of its samples and their 95% interval. */
export interface Figure {
  readonly what: string;
  /** `x` for a ratio within one interleaved run. */
  readonly unit: string;
  readonly median: number;
  readonly low: number;
  readonly high: number;
  readonly target?: Target;
}

/** Why a part has no figures on this machine. */
export interface Skipped {
  readonly skipped: string;
}

/** Something that `npm run bench` measures. */
export interface Part {
  /** As on the command line. */
  readonly name: string;
  readonly title: string;
  run(): Promise<readonly Figure[] | Skipped>;
}

/** A figure from its samples. */
export function figure(
  what: string,
  unit: string,
  samples: readonly number[],
  target?: Target,
): Figure {
  const { median, low, high } = estimate(samples);
  return {
    ...{ what, unit },
    ...{ median: rounded(median), low: rounded(low), high: rounded(high) },
    ...(target === undefined ? {} : { target }),
  };
}

/** To four digits, which is more than any interval leaves certain. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

/** Whether a figure's median reaches its target; null without one. */
export function reaches({ median, target }: Figure): boolean | null {
  if (target === undefined) return null;
  return 'atLeast' in target ? median >= target.atLeast : median <= target.atMost;
}
