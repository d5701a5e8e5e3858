import { PAGE_SIZE } from '../../common/page.js';
import { grown } from '../heap/column.js';
import { type Heap, LocalHeap } from '../heap/heap.js';
import type { Locks } from '../heap/locks.js';
import type { Words } from '../heap/words.js';
import { FreeObjects } from './free-objects.js';
import { FullnessGroups, groupOf } from './fullness.js';
import { CLASSES, OBJECTS, OBJS_PER_ZSPAGE, PAGES_PER_ZSPAGE, TABLE } from './size-classes.js';
import type { ZspageMemory } from './zspage-memory.js';
import { ZspageNumbers } from './zspage-numbers.js';

// Accounting equal to mm/zsmalloc.c, v6.18: zs_malloc, zs_free.
//
//   handle = zspage * 256 + object        no class has more than 256 objects a zspage, and nothing is ever moved

const OBJECT_BITS = 8;

/** Pages in all zspages, and the most they have been. */
const PAGES = 0;
const PEAK = 1;

/** Objects of each class in one call of {@link ZsPool.growthOfAll}; zeros in between. */
const WANTED = new Uint16Array(CLASSES);

/** Names an allocated object: an unsigned 32-bit integer. */
export type Handle = number;

/** A zspage, as {@link ZsPool.zspages} tells of it. */
export interface Zspage {
  readonly classIndex: number;
  readonly pages: number;
  /** Objects that are counted as in use. */
  readonly inuse: number;
  /** Objects that no bit says are free. */
  readonly taken: number;
  /** Whether it is on the list of the group that it belongs to, and on no other. */
  readonly inPlace: boolean;
}

/**
 * A zsmalloc pool: where compressed pages live, and what they cost in whole pages. Of threads that share one, one at a
 * time is in a class; it also locks the zspages' numbers while it adds or removes a zspage.
 */
export class ZsPool {
  readonly #classes = TABLE.classes;
  readonly #classOfLength = TABLE.classOfLength;
  readonly #memory: ZspageMemory | null;
  readonly #pages: Words;

  // One element a zspage.
  #class: Uint8Array;
  #inuse: Uint16Array;

  readonly #free: FreeObjects;
  /** For each class the free objects of its zspages. */
  readonly #freeObjects: Uint32Array;
  readonly #fullness: FullnessGroups;
  readonly #classLocks: Locks;
  readonly #numbers: ZspageNumbers;
  readonly #numberLocks: Locks;

  /** @param memory where objects' bytes are kept, of the same heap; null to account only */
  constructor(memory: ZspageMemory | null, heap: Heap = new LocalHeap()) {
    const { zspages } = heap.capacity;
    this.#memory = memory;
    this.#pages = heap.words(2);
    this.#class = heap.column(Uint8Array, zspages);
    this.#inuse = heap.column(Uint16Array, zspages);
    this.#free = new FreeObjects(heap);
    this.#freeObjects = heap.column(Uint32Array, CLASSES);
    this.#fullness = new FullnessGroups(heap);
    this.#classLocks = heap.locks('size class', CLASSES);
    this.#numbers = new ZspageNumbers(memory, heap);
    this.#numberLocks = heap.locks('zspage numbers', 1);
  }

  /** Pages that zspages take now: what the kernel's limit is compared with. */
  get pagesAllocated(): number {
    return this.#pages.get(PAGES);
  }

  /** The most {@link pagesAllocated} has been. */
  get peakPages(): number {
    return this.#pages.get(PEAK);
  }

  /**
   * Allocates an object for `length` bytes. As zs_malloc: the fullest zspage that has room, else a new one, whose pages
   * count at once.
   *
   * @throws RangeError for a length that is not 1 .. 4096 (-EINVAL, -ENOSPC)
   */
  malloc(length: number): Handle {
    if (!(length >= 1 && length <= PAGE_SIZE)) {
      throw new RangeError(`zsmalloc takes 1 to ${PAGE_SIZE} bytes, not ${length}`);
    }
    const classIndex = this.#classOfLength[length];
    this.#classLocks.lock(classIndex);
    let zspage = this.#fullness.fullest(classIndex);
    if (zspage < 0) zspage = this.#addZspage(classIndex);
    const object = this.#free.takeLowest(zspage);
    const inuse = this.#inuse[zspage] + 1;
    this.#inuse[zspage] = inuse;
    this.#freeObjects[classIndex]--;
    this.#fullness.fix(zspage, classIndex, inuse);
    this.#classLocks.unlock(classIndex);
    return zspage * OBJECTS + object;
  }

  /** Frees an object. The zspage's pages stop counting with its last object. */
  free(handle: Handle): void {
    const zspage = handle >>> OBJECT_BITS;
    const object = handle & (OBJECTS - 1);
    const classIndex = this.#class[zspage];
    this.#classLocks.lock(classIndex);
    this.#free.add(zspage, object);
    const inuse = this.#inuse[zspage] - 1;
    this.#inuse[zspage] = inuse;
    this.#freeObjects[classIndex]++;
    if (inuse === 0) this.#removeZspage(zspage, classIndex);
    else this.#fullness.fix(zspage, classIndex, inuse);
    this.#classLocks.unlock(classIndex);
  }

  /** Pages by which the pool would grow with an object of `length` bytes. */
  growthOf(length: number): number {
    const classIndex = this.#classOfLength[length];
    return this.#freeObjects[classIndex] > 0 ? 0 : this.#classes[classIndex].pagesPerZspage;
  }

  /** Pages by which the pool would grow with an object of each of `lengths`. */
  growthOfAll(lengths: Uint16Array): number {
    const objects = WANTED;
    let pages = 0;
    for (const length of lengths) {
      const classIndex = this.#classOfLength[length];
      const missing = ++objects[classIndex] - this.#freeObjects[classIndex];
      if (missing > 0 && (missing - 1) % OBJS_PER_ZSPAGE[classIndex] === 0) {
        pages += PAGES_PER_ZSPAGE[classIndex];
      }
    }
    for (const length of lengths) objects[this.#classOfLength[length]] = 0;
    return pages;
  }

  /** Counts `zspages` more full zspages of a class, which have no number until {@link openFull}. */
  addFull(classIndex: number, zspages: number): void {
    this.#pages.raise(PEAK, this.#pages.add(PAGES, zspages * PAGES_PER_ZSPAGE[classIndex]));
  }

  /** Counts `zspages` fewer of the full zspages without a number. */
  removeFull(classIndex: number, zspages: number): void {
    this.#pages.add(PAGES, -zspages * PAGES_PER_ZSPAGE[classIndex]);
  }

  /** Gives one of the full zspages of a class its number; returns the handle of its first object, which others follow. */
  openFull(classIndex: number): Handle {
    const zspage = this.#newZspage(classIndex);
    const objects = OBJS_PER_ZSPAGE[classIndex];
    this.#free.reset(zspage, 0);
    this.#inuse[zspage] = objects;
    this.#fullness.fix(zspage, classIndex, objects);
    return zspage * OBJECTS;
  }

  /** Writes what an object was allocated for. Needs memory. */
  write(handle: Handle, bytes: Uint8Array): void {
    this.chunkOf(handle).set(bytes, this.offsetOf(handle));
  }

  /** The bytes among which an object is, at {@link offsetOf}. Needs memory. */
  chunkOf(handle: Handle): Uint8Array {
    return (this.#memory as ZspageMemory).chunkOf(this.#numbers.frameOf(handle >>> OBJECT_BITS));
  }

  /** Where an object starts in {@link chunkOf}. */
  offsetOf(handle: Handle): number {
    const zspage = handle >>> OBJECT_BITS;
    const { size } = this.#classes[this.#class[zspage]];
    const frame = this.#numbers.frameOf(zspage);
    return (this.#memory as ZspageMemory).offsetOf(frame) + size * (handle & (OBJECTS - 1));
  }

  /** Every zspage that holds an object, while no store is in flight. */
  *zspages(): Generator<Zspage> {
    const listed = this.#fullness.listed();
    for (let zspage = 0; zspage < this.#numbers.ever; zspage++) {
      const inuse = this.#inuse[zspage];
      if (inuse < 1) continue;
      const classIndex = this.#class[zspage];
      const taken = OBJS_PER_ZSPAGE[classIndex] - this.#free.count(zspage);
      const inPlace = (listed.get(zspage) ?? null) === groupOf(classIndex, inuse);
      yield { classIndex, pages: PAGES_PER_ZSPAGE[classIndex], inuse, taken, inPlace };
    }
  }

  /** Free objects that a class counts. */
  freeObjects(classIndex: number): number {
    return this.#freeObjects[classIndex];
  }

  #addZspage(classIndex: number): number {
    const objsPerZspage = OBJS_PER_ZSPAGE[classIndex];
    const zspage = this.#newZspage(classIndex);
    this.#inuse[zspage] = 0;
    this.#free.reset(zspage, objsPerZspage);
    this.#freeObjects[classIndex] += objsPerZspage;
    this.#pages.raise(PEAK, this.#pages.add(PAGES, PAGES_PER_ZSPAGE[classIndex]));
    return zspage;
  }

  /** A number for a zspage of a class, with its frames. */
  #newZspage(classIndex: number): number {
    this.#numberLocks.lock(0);
    const zspage = this.#numbers.take(PAGES_PER_ZSPAGE[classIndex]);
    this.#numberLocks.unlock(0);
    if (zspage >= this.#class.length) this.#widen(zspage + 1);
    this.#class[zspage] = classIndex;
    return zspage;
  }

  #widen(zspages: number): void {
    this.#class = grown(this.#class, zspages);
    this.#inuse = grown(this.#inuse, zspages);
    this.#free.widen(this.#class.length);
    this.#fullness.widen(zspages);
  }

  #removeZspage(zspage: number, classIndex: number): void {
    const pagesPerZspage = PAGES_PER_ZSPAGE[classIndex];
    this.#freeObjects[classIndex] -= OBJS_PER_ZSPAGE[classIndex];
    this.#fullness.fix(zspage, classIndex, 0);
    this.#numberLocks.lock(0);
    this.#numbers.giveBack(zspage, pagesPerZspage);
    this.#numberLocks.unlock(0);
    this.#pages.add(PAGES, -pagesPerZspage);
  }
}
