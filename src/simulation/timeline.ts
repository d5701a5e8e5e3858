type Point = readonly [number, number, 0 | 1];

const MAX_POINTS = 200;

/** Bounded record of a run: when it is full, every second point is dropped and the sampling interval doubles. */
export class Timeline {
  #points: Point[] = [];
  #stride = 1;
  #seen = 0;

  /** Adds a point: virtual ns, pool pages, full flag. */
  add(nowNs: number, poolPages: number, full: boolean): void {
    if (this.#seen++ % this.#stride !== 0) return;
    if (this.#points.length === MAX_POINTS) {
      this.#points = this.#points.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
    this.#points.push([nowNs, poolPages, full ? 1 : 0]);
  }

  points(): readonly Point[] {
    return this.#points;
  }
}
