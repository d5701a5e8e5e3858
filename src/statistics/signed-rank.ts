import { ranksOf } from './ranks.js';

/** Result of a signed-rank test of paired values. */
export interface SignedRank {
  /** Pairs in which the second value is greater. */
  readonly greater: number;
  /** Pairs in which the second value is less. */
  readonly less: number;
  /** Exact two-sided p value; 1 if all pairs are ties. */
  readonly p: number;
}

/**
 * Two-sided signed-rank test (Wilcoxon, 1945): do the second values of pairs tend to be greater or less? Pairs without a
 * difference are left out. Equal differences share the mean of their ranks; p is exact for these ranks, over all choices of
 * signs. Assumes independent pairs whose differences are symmetric around their median.
 *
 * @param differences second value minus first, of each pair
 */
export function signedRank(differences: readonly number[]): SignedRank {
  const unequal = differences.filter((each) => each !== 0);
  const greater = unequal.filter((each) => each > 0).length;
  const { doubled: ranks } = ranksOf(unequal.map(Math.abs));
  const above = ranks.reduce((sum, rank, i) => (unequal[i] > 0 ? sum + rank : sum), 0);
  return { greater, less: unequal.length - greater, p: exactP(ranks, above) };
}

/** Twice the share of sign choices whose rank sum is at least as far from the middle on one side. */
function exactP(ranks: readonly number[], rankSum: number): number {
  const total = ranks.reduce((sum, rank) => sum + rank, 0);
  const far = Math.min(rankSum, total - rankSum);
  // Probability of each rank sum.
  let shares = Float64Array.of(1);
  for (const rank of ranks) {
    const next = new Float64Array(shares.length + rank);
    for (const [sum, probability] of shares.entries()) {
      next[sum] += probability / 2;
      next[sum + rank] += probability / 2;
    }
    shares = next;
  }
  const tail = shares.slice(0, far + 1).reduce((sum, probability) => sum + probability, 0);
  return Math.min(1, 2 * tail);
}
