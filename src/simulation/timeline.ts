type Point = readonly [number, number, 0 | 1];

const MAX_POINTS = 200;

/** Quantities beside the pool, by name, such as the usage of a memcg. */
export type Levels = Readonly<Record<string, () => number>>;

/** Bounded record of a run: when it is full, every second point is dropped and the sampling interval doubles. */
export class Timeline {
  readonly #levels: Levels;
  #points: Point[] = [];
  #values: number[][] = [];
  #stride = 1;
  #seen = 0;

  constructor(levels: Levels = {}) {
    this.#levels = levels;
  }

  /** Adds a point: virtual ns, pool pages, full flag. */
  add(nowNs: number, poolPages: number, full: boolean): void {
    if (this.#seen++ % this.#stride !== 0) return;
    if (this.#points.length === MAX_POINTS) {
      this.#points = this.#points.filter((_, i) => i % 2 === 0);
      this.#values = this.#values.filter((_, i) => i % 2 === 0);
      this.#stride *= 2;
    }
    this.#points.push([nowNs, poolPages, full ? 1 : 0]);
    this.#values.push(Object.values(this.#levels).map((level) => level()));
  }

  points(): readonly Point[] {
    return this.#points;
  }

  /** Values of each level at the points; undefined without levels. */
  levels(): Readonly<Record<string, readonly number[]>> | undefined {
    const names = Object.keys(this.#levels);
    if (names.length === 0) return undefined;
    return Object.fromEntries(names.map((name, i) => [name, this.#values.map((row) => row[i])]));
  }
}
