/** Result of a sign test of paired values. */
export interface SignTest {
  /** Pairs in which the second value is greater. */
  readonly greater: number;
  /** Pairs in which the second value is less. */
  readonly less: number;
  /** Two-sided p value; 1 if all pairs are ties. */
  readonly p: number;
}

/**
 * Exact two-sided sign test (Arbuthnott, 1710; Dixon and Mood, 1946): is the second value of a pair as often greater as it is
 * less? Ties are left out. Assumes independent pairs, and nothing about the size of differences.
 *
 * @param differences second value minus first, of each pair
 */
export function signTest(differences: readonly number[]): SignTest {
  const greater = differences.filter((each) => each > 0).length;
  const less = differences.filter((each) => each < 0).length;
  return { greater, less, p: twoSided(Math.min(greater, less), greater + less) };
}

/** Probability that of `n` fair coins at most `few` show heads, or at most `few` tails. */
function twoSided(few: number, n: number): number {
  let outcomes = 2 ** -n;
  let tail = 0;
  for (let heads = 0; heads <= few; heads++) {
    tail += outcomes;
    outcomes = (outcomes * (n - heads)) / (heads + 1);
  }
  return Math.min(1, 2 * tail);
}
