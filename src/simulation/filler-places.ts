import { CLASSES, OBJS_PER_ZSPAGE, TABLE } from '../model/zsmalloc/size-classes.js';
import type { FillerPages } from './filler-pages.js';

/** Place of an object: its size class, the zspage in order of allocation, and the index in the zspage. */
export interface ObjectPlace {
  readonly classIndex: number;
  readonly zspage: number;
  readonly object: number;
}

/** Places of fillers that were allocated in order in an empty pool. */
export class FillerPlaces {
  readonly #pages: FillerPages;
  /** Pages by size class; those of a class in order. */
  readonly #byClass: Uint32Array;
  /** Start of each class in {@link #byClass}; the last element is the end. */
  readonly #starts = new Uint32Array(CLASSES + 1);
  /** Index of each page in {@link #byClass}. */
  readonly #positions: Uint32Array;

  /** @param fillers number of fillers */
  constructor(pages: FillerPages, fillers: number) {
    const known = Math.min(pages.count, fillers);
    this.#pages = pages;
    this.#byClass = new Uint32Array(known);
    this.#positions = new Uint32Array(known);
    for (let page = 0; page < known; page++) this.#starts[this.#classOf(page) + 1]++;
    for (let i = 1; i <= CLASSES; i++) this.#starts[i] += this.#starts[i - 1];
    const next = this.#starts.slice();
    for (let page = 0; page < known; page++) {
      const position = next[this.#classOf(page)]++;
      this.#byClass[position] = page;
      this.#positions[page] = position;
    }
  }

  placeOf(filler: number): ObjectPlace {
    const page = filler % this.#pages.count;
    const classIndex = this.#classOf(page);
    const pass = Math.floor(filler / this.#pages.count);
    const start = this.#starts[classIndex];
    const allocated = pass * (this.#starts[classIndex + 1] - start) + this.#positions[page] - start;
    const objects = OBJS_PER_ZSPAGE[classIndex];
    return {
      classIndex,
      zspage: Math.floor(allocated / objects),
      object: allocated % objects,
    };
  }

  fillerAt({ classIndex, zspage, object }: ObjectPlace): number {
    const start = this.#starts[classIndex];
    const inPass = this.#starts[classIndex + 1] - start;
    const allocated = zspage * OBJS_PER_ZSPAGE[classIndex] + object;
    const page = this.#byClass[start + (allocated % inPass)];
    return Math.floor(allocated / inPass) * this.#pages.count + page;
  }

  #classOf(page: number): number {
    return TABLE.classOfLength[this.#pages.lengthOf(page)];
  }
}
