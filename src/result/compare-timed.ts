import { BATCHES, batchMedians } from '../statistics/batches.js';
import { estimate } from '../statistics/estimate.js';
import { holm, SIGNIFICANCE_LEVEL } from '../statistics/holm.js';
import { lowestP, mannWhitney } from '../statistics/mann-whitney.js';
import type { Timed } from './document.js';

/** Median of one side, with its 95% bootstrap interval if there are samples. */
export interface Figure {
  readonly median: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly samples: number;
}

/** Timed parts to compare. */
export interface TimedPair {
  readonly cell: string;
  readonly old: Timed;
  readonly new: Timed;
}

/** One timed metric of one cell on both sides. */
export interface TimedComparison {
  readonly cell: string;
  readonly metric: TimedMetric;
  readonly old: Figure;
  readonly new: Figure;
  /** New / old - 1; null if old is 0. */
  readonly change: number | null;
  /** P of the Mann-Whitney U test with Holm's correction over all comparisons; null without samples. */
  readonly p: number | null;
  /** Whether p is below {@link SIGNIFICANCE_LEVEL}. */
  readonly proven: boolean;
  /** Too few samples: no difference could be significant. */
  readonly tooFew: boolean;
}

interface MetricKind {
  readonly figure: (timed: Timed) => Omit<Figure, 'samples'> | null;
  /** Undefined for a metric without samples in documents. */
  readonly samples?: (timed: Timed) => readonly number[];
}

const point = (median: number) => ({ median, low: null, high: null });

const METRICS = {
  relativeToCompressor: {
    figure: ({ relativeSamples }) =>
      relativeSamples.length === 0 ? null : estimate(relativeSamples),
    samples: ({ relativeSamples }) => relativeSamples,
  },
  pagesPerSecond: {
    figure: ({ pagesPerSecond }) => pagesPerSecond,
    samples: ({ pagesPerSecond }) => pagesPerSecond?.samples ?? [],
  },
  referencePagesPerSecond: { figure: ({ referencePagesPerSecond: each }) => each },
  'folioNs.p50': { figure: ({ folioNs }) => folioNs && point(folioNs.p50) },
  'folioNs.p99': { figure: ({ folioNs }) => folioNs && point(folioNs.p99) },
} satisfies Record<string, MetricKind>;

export type TimedMetric = keyof typeof METRICS;

/** Compares every timed metric that both sides of a pair have, in the order of metrics. */
export function compareTimedPairs(pairs: readonly TimedPair[]): TimedComparison[] {
  const compared = Object.entries<MetricKind>(METRICS).flatMap(([metric, kind]) => {
    // Several pairs may share a side.
    const sideOf = memoized((timed: Timed) => sideOfMetric(kind, timed));
    return pairs.flatMap(({ cell, old, new: now }) => {
      const [was, is] = [sideOf(old), sideOf(now)];
      if (was === null || is === null) return [];
      const { median } = was.figure;
      const change = median === 0 ? null : is.figure.median / median - 1;
      const testable = was.figure.samples > 0 && is.figure.samples > 0;
      const p = testable ? mannWhitney(was.batches, is.batches).p : null;
      return [{ cell, metric: metric as TimedMetric, old: was.figure, new: is.figure, change, p }];
    });
  });
  const tested = compared.filter(({ p }) => p !== null);
  const corrected = holm(tested.map(({ p }) => p as number));
  const pOf = new Map(tested.map((each, i) => [each, corrected[i]]));
  return compared.map((each) => {
    const p = pOf.get(each) ?? null;
    const minP = lowestP(batchCount(each.old), batchCount(each.new)) * tested.length;
    return {
      ...each,
      p,
      proven: p !== null && p < SIGNIFICANCE_LEVEL,
      tooFew: p !== null && minP >= SIGNIFICANCE_LEVEL,
    };
  });
}

/** Returns the samples of a metric; none for a metric without samples in documents. */
export function samplesOf(metric: TimedMetric, timed: Timed): readonly number[] {
  const kind: MetricKind = METRICS[metric];
  return kind.samples?.(timed) ?? [];
}

function sideOfMetric(kind: MetricKind, timed: Timed) {
  const figure = kind.figure(timed);
  if (figure === null) return null;
  const samples = kind.samples?.(timed) ?? [];
  const { median, low, high } = figure;
  return {
    figure: { median, low, high, samples: samples.length },
    batches: samples.length === 0 ? [] : batchMedians(samples, BATCHES),
  };
}

function memoized<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key) as Value;
  };
}

function batchCount({ samples }: Figure): number {
  return Math.min(samples, BATCHES);
}
