// Buckets of a floating-point shape: 16 to every doubling, so that a value is known within 1/16 of itself.
//
//   0 .. 31 one bucket each │ 32 .. 63 in steps of 2 │ 64 .. 127 in steps of 4 │ ...
const STEPS_PER_DOUBLING = 16;

/** Counts of whole numbers in buckets whose borders are the same for every histogram, so that two add up exactly. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** Counts a value of at least 0; a fraction is cut off. */
  add(value: number): void {
    const bound = lowerBound(Math.trunc(value));
    this.#counts.set(bound, (this.#counts.get(bound) ?? 0) + 1);
    this.#total++;
  }

  /** The lower bound of the bucket that holds the value at `share` of the way up; null if there is none. */
  quantile(share: number): number | null {
    let left = Math.ceil(this.#total * share);
    for (const [bound, count] of this.buckets()) {
      left -= count;
      if (left <= 0) return bound;
    }
    return null;
  }

  /** [lower bound, count], by rising bound. */
  buckets(): [number, number][] {
    return [...this.#counts].sort((a, b) => a[0] - b[0]);
  }
}

function lowerBound(value: number): number {
  let step = 1;
  while (value >= 2 * STEPS_PER_DOUBLING * step) step *= 2;
  return Math.floor(value / step) * step;
}
