/**
 * The points that no other point beats: none is as small in every objective and smaller in one. Of points that are equal
 * in all, the first.
 *
 * @param points the objectives of each, the smaller the better, all of one length
 * @returns indexes, rising
 */
export function paretoFront(points: readonly (readonly number[])[]): number[] {
  // By the objectives in turn: what could beat a point stands before it, so the front so far is all there is to ask.
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
