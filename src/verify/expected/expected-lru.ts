// LRU of one memcg, independent of src/model/zswap/lru.ts: a Map keeps the order of insertion. Source: shrink_memcg_cb() and
// zswap_lru_add() of mm/zswap.c, v6.18.

/** Entry as a walk met it. */
export interface MetEntry {
  readonly slot: number;
  readonly referenced: boolean;
}

/** Expected order and referenced bits of a memcg's entries. */
export class ExpectedLru {
  /** Referenced bit by swap slot, the oldest entry first. */
  readonly #referenced = new Map<number, boolean>();

  get size(): number {
    return this.#referenced.size;
  }

  add(slot: number, referenced: boolean): void {
    this.#referenced.delete(slot);
    this.#referenced.set(slot, referenced);
  }

  remove(slot: number): void {
    this.#referenced.delete(slot);
  }

  /** Iterates over the entries, the oldest first. */
  *[Symbol.iterator](): Generator<MetEntry> {
    for (const [slot, referenced] of this.#referenced) yield { slot, referenced };
  }

  /** Moves the oldest entry to the newest end and clears its referenced bit; null for an empty list. */
  walk(): MetEntry | null {
    for (const [slot, referenced] of this.#referenced) {
      this.add(slot, false);
      return { slot, referenced };
    }
    return null;
  }

  /** Returns the number of positions at which another list differs. */
  differences(found: readonly MetEntry[]): number {
    const expected = [...this.#referenced];
    let off = Math.abs(found.length - expected.length);
    for (let i = 0; i < Math.min(found.length, expected.length); i++) {
      const [slot, referenced] = expected[i];
      if (found[i].slot !== slot || found[i].referenced !== referenced) off++;
    }
    return off;
  }
}
