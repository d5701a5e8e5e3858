import { hash } from 'node:crypto';

const INITIAL_SLOTS = 1 << 10;

/** A table of more than 3/4 of its slots in use is doubled. */
const MAX_LOAD = 0.75;

/**
 * Set of page contents: the first 64 bits of their SHA-1, in an open-addressed table of 8 bytes a slot. Among 25 million
 * pages (100 GB) two different ones are taken for equal with a probability of 2e-5.
 */
export class PageSet {
  /** Two words a slot; an empty one is two zeros. */
  #table = new Uint32Array(2 * INITIAL_SLOTS);
  #size = 0;

  /** Adds the content of a page; returns false if it is there already. */
  add(content: Uint8Array): boolean {
    const digest = hash('sha1', content, 'buffer');
    const high = digest.readUInt32LE(0);
    const low = digest.readUInt32LE(4) || 1;
    if (!insert(this.#table, high, low)) return false;
    if (++this.#size > (MAX_LOAD * this.#table.length) / 2) this.#double();
    return true;
  }

  #double(): void {
    const old = this.#table;
    const table = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 2) {
      if (old[at + 1] !== 0) insert(table, old[at], old[at + 1]);
    }
    this.#table = table;
  }
}

function insert(table: Uint32Array, high: number, low: number): boolean {
  const mask = table.length - 1;
  let at = (2 * high) & mask;
  while (table[at + 1] !== 0) {
    if (table[at] === high && table[at + 1] === low) return false;
    at = (at + 2) & mask;
  }
  table[at] = high;
  table[at + 1] = low;
  return true;
}
