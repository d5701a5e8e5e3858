/**
 * Pareto front: points that no other point dominates. A point dominates another if it is at most as large in every
 * objective and smaller in one. Of equal points the first is kept.
 *
 * @param points objectives of each point, to be minimised; all of one length
 * @returns indexes in rising order
 */
export function paretoFront(points: readonly (readonly number[])[]): number[] {
  // In lexicographic order, dominating points come first: comparing with the front so far is enough.
  const order = points
    .map((_, i) => i)
    .sort((a, b) => lexicographic(points[a], points[b]) || a - b);
  const front: number[] = [];
  for (const i of order) {
    if (!front.some((j) => points[j].every((value, k) => value <= points[i][k]))) front.push(i);
  }
  return front.sort((a, b) => a - b);
}

function lexicographic(a: readonly number[], b: readonly number[]): number {
  for (let k = 0; k < a.length; k++) if (a[k] !== b[k]) return a[k] - b[k];
  return 0;
}
