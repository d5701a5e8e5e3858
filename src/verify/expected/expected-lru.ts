// LRU of one memcg, independent of src/model/zswap/lru.ts: a queue of every addition, of which the last one of a slot counts. Source:
// shrink_memcg_cb() and zswap_lru_add() of mm/zswap.c, v6.18.

/** Entry as a walk met it. */
export interface MetEntry {
  readonly slot: number;
  readonly referenced: boolean;
}

/** Expected order and referenced bits of a memcg's entries. */
export class ExpectedLru {
  /** Additions, the oldest first; one that no longer counts stays until the head passes it. */
  readonly #queue: MetEntry[] = [];
  #head = 0;
  /** The addition that counts, by swap slot. */
  readonly #last = new Map<number, MetEntry>();

  get size(): number {
    return this.#last.size;
  }

  add(slot: number, referenced: boolean): void {
    const added = { slot, referenced };
    this.#last.set(slot, added);
    this.#queue.push(added);
  }

  remove(slot: number): void {
    this.#last.delete(slot);
  }

  /** Iterates over the entries, the oldest first. */
  *[Symbol.iterator](): Generator<MetEntry> {
    const queue = this.#queue;
    for (let at = this.#head; at < queue.length; at++) {
      if (this.#last.get(queue[at].slot) === queue[at]) yield queue[at];
    }
  }

  /** Moves the oldest entry to the newest end and clears its referenced bit; null for an empty list. */
  walk(): MetEntry | null {
    const queue = this.#queue;
    while (this.#head < queue.length) {
      const met = queue[this.#head++];
      if (this.#last.get(met.slot) !== met) continue;
      this.add(met.slot, false);
      return met;
    }
    return null;
  }

  /** Returns the number of positions at which another list differs. */
  differences(found: readonly MetEntry[]): number {
    let off = 0;
    let at = 0;
    for (const { slot, referenced } of this) {
      const other = found.at(at++);
      if (other?.slot !== slot || other.referenced !== referenced) off++;
    }
    return off + Math.max(0, found.length - at);
  }
}
