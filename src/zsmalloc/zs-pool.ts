import { grown } from '../memory/column.js';
import { PAGE_SIZE } from '../memory/page.js';
import { type SizeClass, sizeClasses } from './size-classes.js';
import type { ZspageMemory } from './zspage-memory.js';

// Accounting equal to mm/zsmalloc.c, v6.18: zs_malloc, zs_free, find_get_zspage, fix_fullness_group.
//
//   handle = zspage * 256 + object        no class has more than 256 objects a zspage, and nothing is ever moved
//
//   class ──► fullness group 1..10 ──► zspages, the latest first        11: full, on no list
//             group = floor(floor(100 * inuse / objects) / 10) + 1

const OBJECT_BITS = 8;
const OBJECTS = 1 << OBJECT_BITS;
const MASK_WORDS = OBJECTS / 32;
const FULL = 11;
const GROUPS = 12;
const NONE = 0xffff_ffff;

/** Names an allocated object: an unsigned 32-bit integer. */
export type Handle = number;

const TABLE = sizeClasses();

/** A zsmalloc pool: where compressed pages live, and what they cost in whole pages. */
export class ZsPool {
  /** Pages that zspages take now: what the kernel's limit is compared with. */
  pagesAllocated = 0;
  /** The most {@link pagesAllocated} has been. */
  peakPages = 0;

  readonly #classes: readonly SizeClass[] = TABLE.classes;
  readonly #classOfLength = TABLE.classOfLength;
  readonly #memory: ZspageMemory | null;

  // One element a zspage.
  #class = new Uint8Array(0);
  #inuse = new Uint16Array(0);
  #group = new Uint8Array(0);
  #next = new Uint32Array(0);
  #previous = new Uint32Array(0);
  #frame = new Uint32Array(0);
  /** A set bit is a free object; MASK_WORDS elements a zspage. */
  #free = new Uint32Array(0);

  #zspages = 0;
  readonly #freedZspages: number[] = [];
  /** First zspage of each group of each class. */
  readonly #heads = new Uint32Array(TABLE.classes.length * GROUPS).fill(NONE);
  /** For each class the groups that have a zspage, as bits. */
  readonly #groups = new Uint16Array(TABLE.classes.length);
  /** For each class the free objects of its zspages. */
  readonly #freeObjects = new Uint32Array(TABLE.classes.length);

  /** @param memory where objects' bytes are kept; null to account only */
  constructor(memory: ZspageMemory | null) {
    this.#memory = memory;
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
    const groups = this.#groups[classIndex];
    const zspage =
      groups === 0
        ? this.#addZspage(classIndex)
        : this.#heads[classIndex * GROUPS + (31 - Math.clz32(groups))];
    const object = this.#takeObject(zspage);
    this.#inuse[zspage]++;
    this.#freeObjects[classIndex]--;
    this.#fixGroup(zspage, classIndex);
    return zspage * OBJECTS + object;
  }

  /** Frees an object. The zspage's pages stop counting with its last object. */
  free(handle: Handle): void {
    const zspage = handle >>> OBJECT_BITS;
    const object = handle & (OBJECTS - 1);
    const classIndex = this.#class[zspage];
    const word = zspage * MASK_WORDS + (object >>> 5);
    this.#free[word] = this.#free[word] | (1 << (object & 31));
    const inuse = this.#inuse[zspage] - 1;
    this.#inuse[zspage] = inuse;
    this.#freeObjects[classIndex]++;
    if (inuse === 0) this.#removeZspage(zspage, classIndex);
    else this.#fixGroup(zspage, classIndex);
  }

  /** Pages by which the pool would grow with an object of `length` bytes. */
  growthOf(length: number): number {
    const classIndex = this.#classOfLength[length];
    return this.#freeObjects[classIndex] > 0 ? 0 : this.#classes[classIndex].pagesPerZspage;
  }

  /** Pages by which the pool would grow with an object of each of `lengths`. */
  growthOfAll(lengths: Uint16Array): number {
    const objects = new Map<number, number>();
    for (const length of lengths) {
      const classIndex = this.#classOfLength[length];
      objects.set(classIndex, (objects.get(classIndex) ?? 0) + 1);
    }
    let pages = 0;
    for (const [classIndex, count] of objects) {
      const { pagesPerZspage, objsPerZspage } = this.#classes[classIndex];
      const missing = Math.max(0, count - this.#freeObjects[classIndex]);
      pages += Math.ceil(missing / objsPerZspage) * pagesPerZspage;
    }
    return pages;
  }

  /** Writes the first `length` bytes of `source` to an object. Needs memory. */
  write(handle: Handle, source: Uint8Array, length: number): void {
    this.chunkOf(handle).set(source.subarray(0, length), this.offsetOf(handle));
  }

  /** The bytes among which an object is, at {@link offsetOf}. Needs memory. */
  chunkOf(handle: Handle): Uint8Array {
    return (this.#memory as ZspageMemory).chunkOf(this.#frame[handle >>> OBJECT_BITS]);
  }

  /** Where an object starts in {@link chunkOf}. */
  offsetOf(handle: Handle): number {
    const zspage = handle >>> OBJECT_BITS;
    const { size } = this.#classes[this.#class[zspage]];
    const frame = this.#frame[zspage];
    return (this.#memory as ZspageMemory).offsetOf(frame) + size * (handle & (OBJECTS - 1));
  }

  #addZspage(classIndex: number): number {
    const { pagesPerZspage, objsPerZspage } = this.#classes[classIndex];
    const zspage = this.#freedZspages.pop() ?? this.#widen();
    this.#class[zspage] = classIndex;
    this.#inuse[zspage] = 0;
    this.#group[zspage] = 0;
    for (let word = 0; word < MASK_WORDS; word++) {
      const objects = Math.min(32, Math.max(0, objsPerZspage - word * 32));
      this.#free[zspage * MASK_WORDS + word] = objects === 32 ? 0xffff_ffff : (1 << objects) - 1;
    }
    if (this.#memory !== null) this.#frame[zspage] = this.#memory.allocate(pagesPerZspage);
    this.#freeObjects[classIndex] += objsPerZspage;
    this.pagesAllocated += pagesPerZspage;
    if (this.pagesAllocated > this.peakPages) this.peakPages = this.pagesAllocated;
    return zspage;
  }

  #widen(): number {
    const zspage = this.#zspages++;
    const length = this.#zspages;
    this.#class = grown(this.#class, length);
    this.#inuse = grown(this.#inuse, length);
    this.#group = grown(this.#group, length);
    this.#next = grown(this.#next, length);
    this.#previous = grown(this.#previous, length);
    if (this.#memory !== null) this.#frame = grown(this.#frame, length);
    this.#free = grown(this.#free, length * MASK_WORDS);
    return zspage;
  }

  #removeZspage(zspage: number, classIndex: number): void {
    const { pagesPerZspage, objsPerZspage } = this.#classes[classIndex];
    this.#freeObjects[classIndex] -= objsPerZspage;
    this.#unlink(zspage, classIndex);
    this.#memory?.release(this.#frame[zspage], pagesPerZspage);
    this.#freedZspages.push(zspage);
    this.pagesAllocated -= pagesPerZspage;
  }

  /** Takes the lowest free object of a zspage that has one. */
  #takeObject(zspage: number): number {
    let word = zspage * MASK_WORDS;
    while (this.#free[word] === 0) word++;
    const bits = this.#free[word];
    const lowest = bits & -bits;
    this.#free[word] = bits ^ lowest;
    return (word - zspage * MASK_WORDS) * 32 + (31 - Math.clz32(lowest));
  }

  #fixGroup(zspage: number, classIndex: number): void {
    const { objsPerZspage } = this.#classes[classIndex];
    const inuse = this.#inuse[zspage];
    const group =
      inuse === objsPerZspage
        ? FULL
        : Math.floor(Math.floor((100 * inuse) / objsPerZspage) / 10) + 1;
    if (group === this.#group[zspage]) return;
    this.#unlink(zspage, classIndex);
    this.#link(zspage, classIndex, group);
  }

  #link(zspage: number, classIndex: number, group: number): void {
    this.#group[zspage] = group;
    if (group === FULL) return;
    const list = classIndex * GROUPS + group;
    const head = this.#heads[list];
    this.#next[zspage] = head;
    this.#previous[zspage] = NONE;
    if (head !== NONE) this.#previous[head] = zspage;
    this.#heads[list] = zspage;
    this.#groups[classIndex] = this.#groups[classIndex] | (1 << group);
  }

  #unlink(zspage: number, classIndex: number): void {
    const group = this.#group[zspage];
    if (group === 0 || group === FULL) return;
    const next = this.#next[zspage];
    const previous = this.#previous[zspage];
    if (next !== NONE) this.#previous[next] = previous;
    if (previous !== NONE) {
      this.#next[previous] = next;
      return;
    }
    this.#heads[classIndex * GROUPS + group] = next;
    if (next === NONE) {
      this.#groups[classIndex] = this.#groups[classIndex] & ~(1 << group);
    }
  }
}
