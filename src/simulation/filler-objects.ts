import { CLASSES, OBJS_PER_ZSPAGE } from '../model/zsmalloc/size-classes.js';
import type { Handle, ZsPool } from '../model/zsmalloc/zs-pool.js';
import type { FillerPlaces } from './filler-places.js';
import type { FillerSums } from './filler-sums.js';

/**
 * Objects of fillers in a pool. Full zspages are only counted. A zspage gets a number when the handle of one of its objects
 * is needed.
 */
export class FillerObjects {
  readonly #pool: ZsPool;
  readonly #places: FillerPlaces;
  /** Allocated objects of each size class. */
  readonly #objects: Float64Array;
  /** First handle of each zspage with a number, by {@link keyOf}. */
  readonly #opened = new Map<number, Handle>();

  /** Allocates objects for fillers in an empty pool. */
  constructor(pool: ZsPool, places: FillerPlaces, { objects, lengths }: FillerSums) {
    this.#pool = pool;
    this.#places = places;
    this.#objects = objects;
    for (let classIndex = 0; classIndex < CLASSES; classIndex++) {
      const full = this.#fullZspages(classIndex);
      pool.addFull(classIndex, full);
      const rest = objects[classIndex] % OBJS_PER_ZSPAGE[classIndex];
      for (let object = 0; object < rest; object++) {
        const handle = pool.malloc(lengths[classIndex]);
        if (object === 0) this.#opened.set(keyOf(classIndex, full), handle);
      }
    }
  }

  handleOf(filler: number): Handle {
    const { classIndex, zspage, object } = this.#places.placeOf(filler);
    const key = keyOf(classIndex, zspage);
    const first = this.#opened.get(key) ?? this.#pool.openFull(classIndex);
    this.#opened.set(key, first);
    return first + object;
  }

  /** Frees the remaining objects. */
  freeAll(isLeft: (filler: number) => boolean): void {
    const counted = this.#objects.map((_, classIndex) => this.#fullZspages(classIndex));
    for (const [key, first] of this.#opened) {
      const classIndex = key % CLASSES;
      const zspage = Math.floor(key / CLASSES);
      const perZspage = OBJS_PER_ZSPAGE[classIndex];
      const objects = Math.min(perZspage, this.#objects[classIndex] - zspage * perZspage);
      if (objects === perZspage) counted[classIndex]--;
      for (let object = 0; object < objects; object++) {
        const filler = this.#places.fillerAt({ classIndex, zspage, object });
        if (isLeft(filler)) this.#pool.free(first + object);
      }
    }
    for (const [classIndex, zspages] of counted.entries()) {
      this.#pool.removeFull(classIndex, zspages);
    }
  }

  #fullZspages(classIndex: number): number {
    return Math.floor(this.#objects[classIndex] / OBJS_PER_ZSPAGE[classIndex]);
  }
}

function keyOf(classIndex: number, zspage: number): number {
  return zspage * CLASSES + classIndex;
}
