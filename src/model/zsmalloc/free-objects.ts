import { grown } from '../heap/column.js';
import type { Heap } from '../heap/heap.js';
import { OBJECTS } from './size-classes.js';

const WORDS = OBJECTS / 32;

/** Words of a zspage whose first n objects are free, at n * WORDS. */
const FIRST_FREE = firstFreeTable();

/** Free objects of each zspage: a set bit is a free object. */
export class FreeObjects {
  #words: Uint32Array;

  constructor(heap: Heap) {
    this.#words = heap.column(Uint32Array, heap.capacity.zspages * WORDS);
  }

  /** Makes room for so many zspages. */
  widen(zspages: number): void {
    this.#words = grown(this.#words, zspages * WORDS);
  }

  /** Makes the first `objects` of a zspage free, and no others. */
  reset(zspage: number, objects: number): void {
    for (let word = 0; word < WORDS; word++) {
      this.#words[zspage * WORDS + word] = FIRST_FREE[objects * WORDS + word];
    }
  }

  add(zspage: number, object: number): void {
    const word = zspage * WORDS + (object >>> 5);
    this.#words[word] = this.#words[word] | (1 << (object & 31));
  }

  /** Takes the lowest free object of a zspage that has one. */
  takeLowest(zspage: number): number {
    let word = zspage * WORDS;
    while (this.#words[word] === 0) word++;
    const bits = this.#words[word];
    const lowest = bits & -bits;
    this.#words[word] = bits ^ lowest;
    return (word - zspage * WORDS) * 32 + (31 - Math.clz32(lowest));
  }

  count(zspage: number): number {
    let count = 0;
    for (let word = 0; word < WORDS; word++) {
      for (let bits = this.#words[zspage * WORDS + word]; bits !== 0; bits &= bits - 1) count++;
    }
    return count;
  }
}

function firstFreeTable(): Uint32Array {
  const table = new Uint32Array((OBJECTS + 1) * WORDS);
  for (let objects = 0; objects <= OBJECTS; objects++) {
    for (let object = 0; object < objects; object++) {
      const at = objects * WORDS + (object >>> 5);
      table[at] = table[at] | (1 << (object & 31));
    }
  }
  return table;
}
