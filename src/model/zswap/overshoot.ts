/** How far past a limit a pool was after every page that came in. */
export class Overshoot {
  #pages = 0;
  /** Pages that came in while the pool was so far past its limit. */
  readonly #past = new Map<number, number>();

  /** @param distance pool pages minus limit, of either sign */
  observe(distance: number): void {
    this.#pages++;
    if (distance > 0) this.#past.set(distance, (this.#past.get(distance) ?? 0) + 1);
  }

  /** As many pages that came in while the pool was not past its limit. */
  observeBelow(pages: number): void {
    this.#pages += pages;
  }

  /** The distance, 0 below the limit, that at least 99 of 100 pages did not exceed. */
  p99(): number {
    let left = Math.floor(this.#pages / 100);
    for (const [distance, pages] of [...this.#past].sort((a, b) => b[0] - a[0])) {
      if (left < pages) return distance;
      left -= pages;
    }
    return 0;
  }
}
