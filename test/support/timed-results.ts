import { Random } from '../../src/common/random.js';
import type { Cell, ResultDocument, Timed } from '../../src/result/document.js';
import { estimate, median } from '../../src/statistics/estimate.js';

/** Samples around `middle`, evenly, give or take `spread` as a share of it. */
export function samplesAround(middle: number, spread: number, count: number, seed = 1): number[] {
  const random = new Random('samples', middle, spread, seed);
  return Array.from(
    { length: count },
    () => middle * (1 + (spread * (random.below(2001) - 1000)) / 1000),
  );
}

/** A timed part of a store path that refuses folios with the limits out of the way. */
export const REFUSING: Timed = {
  pagesPerSecond: null,
  referencePagesPerSecond: { median: 100_000, low: 99_000, high: 101_000 },
  relativeToCompressor: null,
  relativeSamples: [],
  folioNs: null,
  roundTrip: null,
};

/** A timed part with these relative samples, and stored pages per second to match. */
export function timedPart(relativeSamples: readonly number[]): Timed {
  const samples = relativeSamples.map((value) => value * 100_000);
  return {
    pagesPerSecond: { ...estimate(samples), samples },
    referencePagesPerSecond: { median: 100_000, low: 99_000, high: 101_000 },
    relativeToCompressor: median(relativeSamples),
    relativeSamples,
    folioNs: { p50: 100_000, p99: 200_000, histogram: [] },
    roundTrip: null,
  };
}

/** A result whose cells have these timed parts, in order; undefined for a cell without. */
export function withTimed(
  result: ResultDocument,
  parts: readonly (Timed | undefined)[],
): ResultDocument {
  const cells = result.cells.map((cell, i): Cell => {
    const { timed: _, ...rest } = cell;
    const timed = parts[i];
    return timed === undefined ? rest : { ...rest, timed };
  });
  return { ...result, cells };
}
