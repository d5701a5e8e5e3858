import { normalTail } from './normal.js';
import { ranksOf } from './ranks.js';

// Without ties, p is exact up to this many values in the smaller sample. The normal approximation is too inaccurate in the
// far tail, which a correction for hundreds of tests needs.
const EXACT_UP_TO = 20;

/** Result of a Mann-Whitney U test. */
export interface RankSum {
  /** Pairs in which the value of the first sample is greater; a tie counts half. */
  readonly u: number;
  /** Two-sided p value. */
  readonly p: number;
}

/**
 * Two-sided Mann-Whitney U test (Mann and Whitney, 1947): do values of one sample tend to be greater? Small samples
 * without ties get the exact p over all arrangements. Others get the normal approximation, corrected for ties and
 * continuity. Assumes independent values. Throws RangeError for an empty sample.
 */
export function mannWhitney(one: readonly number[], other: readonly number[]): RankSum {
  if (one.length === 0 || other.length === 0) throw new RangeError('ranks of an empty sample');
  const { doubled, tieTerm } = ranksOf([...one, ...other]);
  const rankSum = doubled.slice(0, one.length).reduce((sum, rank) => sum + rank, 0) / 2;
  const u = rankSum - (one.length * (one.length + 1)) / 2;
  const small = Math.min(one.length, other.length) <= EXACT_UP_TO && tieTerm === 0;
  const p = small
    ? exactP(u, one.length, other.length)
    : approximateP(u, one.length, other.length, tieTerm);
  return { u, p: Math.min(1, p) };
}

/** Lowest possible p of samples of these sizes, up to 20: all values of one above all of the other. */
export function lowestP(one: number, other: number): number {
  let arrangements = 1;
  for (let i = 1; i <= one; i++) arrangements *= (other + i) / i;
  return Math.min(1, 2 / arrangements);
}

/** Exact two-sided p: twice the share of arrangements whose U is at least as far from the middle on one side. */
function exactP(u: number, n: number, m: number): number {
  const counts = arrangementsByU(n, m);
  const far = Math.min(u, n * m - u);
  let total = 0;
  let tail = 0;
  for (const [value, count] of counts.entries()) {
    total += count;
    if (value <= far) tail += count;
  }
  return (2 * tail) / total;
}

/**
 * Arrangements of n and m values, counted by their U. The greatest value belongs either to the first sample, where it
 * exceeds all m values of the second, or to the second: N(n, m, u) = N(n-1, m, u-m) + N(n, m-1, u).
 */
function arrangementsByU(n: number, m: number): Float64Array {
  let shorter: Float64Array[] = Array.from({ length: m + 1 }, () => Float64Array.of(1));
  for (let i = 1; i <= n; i++) {
    const row = [Float64Array.of(1)];
    for (let j = 1; j <= m; j++) {
      const counts = new Float64Array(i * j + 1);
      for (const [value, count] of shorter[j].entries()) counts[value + j] += count;
      for (const [value, count] of row[j - 1].entries()) counts[value] += count;
      row.push(counts);
    }
    shorter = row;
  }
  return shorter[m];
}

function approximateP(u: number, n: number, m: number, tieTerm: number): number {
  const total = n + m;
  const variance = ((n * m) / 12) * (total + 1 - tieTerm / (total * (total - 1)));
  if (variance <= 0) return 1;
  const deviation = Math.max(0, Math.abs(u - (n * m) / 2) - 0.5);
  return 2 * normalTail(deviation / Math.sqrt(variance));
}
