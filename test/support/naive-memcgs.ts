const PAGE_BYTES = 4096n;

interface Spec {
  readonly parent: number | null;
  readonly maxPages: number | null;
}

/**
 * A tree of memcgs that keeps no sums: a list of everything that was ever charged or reserved; every answer is
 * computed from the list.
 */
export class NaiveMemcgs {
  readonly #specs: readonly Spec[];
  readonly #charges: { memcg: number; bytes: number; pages: number; reserved: number }[] = [];

  constructor(specs: readonly Spec[]) {
    this.#specs = specs;
  }

  enter(memcg: number, { bytes = 0, pages = 0, reserved = 0 }): void {
    this.#charges.push({ memcg, bytes, pages, reserved });
  }

  bytes(memcg: number): number {
    return this.#sum(memcg, 'bytes');
  }

  pages(memcg: number): number {
    return this.#sum(memcg, 'pages');
  }

  reserved(memcg: number): number {
    return this.#sum(memcg, 'reserved');
  }

  peakBytes(memcg: number): number {
    const ends = this.#charges.map((_, i) => this.#sum(memcg, 'bytes', i + 1));
    return Math.max(0, ...ends);
  }

  mayZswap(memcg: number): boolean {
    return this.#lineOf(memcg).every((at) => {
      const { maxPages } = this.#specs[at];
      return maxPages === null || BigInt(this.bytes(at)) / PAGE_BYTES < BigInt(maxPages);
    });
  }

  roomBytes(memcg: number): number {
    const rooms = this.#lineOf(memcg).map((at) => {
      const { maxPages } = this.#specs[at];
      if (maxPages === null) return Number.POSITIVE_INFINITY;
      return maxPages * 4096 - (this.bytes(at) + this.reserved(at));
    });
    return rooms.sort((a, b) => a - b)[0];
  }

  /** A memcg and everything above it. */
  #lineOf(memcg: number): number[] {
    const { parent } = this.#specs[memcg];
    return parent === null ? [memcg] : [memcg, ...this.#lineOf(parent)];
  }

  #sum(memcg: number, what: 'bytes' | 'pages' | 'reserved', until = this.#charges.length): number {
    return this.#charges
      .slice(0, until)
      .filter((line) => this.#lineOf(line.memcg).includes(memcg))
      .reduce((sum, line) => sum + line[what], 0);
  }
}
