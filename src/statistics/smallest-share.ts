// A precision of 2^-14 is below 0.01%.
const HALVINGS = 14;

/**
 * Finds the smallest share between 0 and 1 for which a monotonic predicate holds, by bisection. The result is at most
 * 0.0001 too high; null if the predicate never holds.
 */
export function smallestShare(holds: (share: number) => boolean): number | null {
  let high = 1 - 2 ** -HALVINGS;
  if (!holds(high)) return null;
  let low = 0;
  while (high - low > 2 ** -HALVINGS) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}
