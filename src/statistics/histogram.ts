// Buckets grow as floating-point steps do: 16 for each doubling, so a bucket is at most 1/16 of its value wide.
//
//   0 .. 31 one bucket each │ 32 .. 63 in steps of 2 │ 64 .. 127 in steps of 4 │ ...
const STEPS_PER_DOUBLING = 16;

/** Counts of whole numbers. All histograms have the same bucket bounds, so two of them add up exactly. */
export class Histogram {
  readonly #counts = new Map<number, number>();
  #total = 0;

  /** Counts a value of 0 or more, rounded down. */
  add(value: number): void {
    const bound = lowerBound(Math.trunc(value));
    this.#counts.set(bound, (this.#counts.get(bound) ?? 0) + 1);
    this.#total++;
  }

  /** Lower bound of the bucket that holds the quantile at `share`; null for an empty histogram. */
  quantile(share: number): number | null {
    let left = Math.ceil(this.#total * share);
    for (const [bound, count] of this.buckets()) {
      left -= count;
      if (left <= 0) return bound;
    }
    return null;
  }

  /** Non-empty buckets as [lower bound, count], in rising order. */
  buckets(): [number, number][] {
    return [...this.#counts].sort((a, b) => a[0] - b[0]);
  }
}

function lowerBound(value: number): number {
  let step = 1;
  while (value >= 2 * STEPS_PER_DOUBLING * step) step *= 2;
  return Math.floor(value / step) * step;
}
