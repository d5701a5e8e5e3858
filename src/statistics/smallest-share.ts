// To a hundredth of a percent: 2^-14.
const HALVINGS = 14;

/**
 * Smallest share, above 0 and below 1, from which on something holds, found by bisection and at most 0.0001 too high;
 * null if it holds nowhere. It has to hold above each share at which it holds.
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
