import { grown } from '../heap/column.js';
import type { Heap } from '../heap/heap.js';
import { CLASSES, OBJECTS, OBJS_PER_ZSPAGE } from './size-classes.js';

//   class ──► fullness group 1..10 ──► zspages, the latest first        11: full, on no list
//             group = floor(floor(100 * inuse / objects) / 10) + 1
//
// Lists name a zspage by its number plus 1, so that zeros are empty lists.

const FULL = 11;
const GROUPS = 12;

/** The fullness group of a zspage, at class * STRIDE + objects in use. */
const STRIDE = OBJECTS + 1;
const GROUP_OF = groupTable();

/** The zspages of each class by how full they are: fix_fullness_group() and find_get_zspage() of mm/zsmalloc.c, v6.18. */
export class FullnessGroups {
  /** First zspage of each group of each class. */
  readonly #heads: Uint32Array;
  /** For each class the groups that have a zspage, as bits. */
  readonly #groups: Uint16Array;
  // One element a zspage.
  #group: Uint8Array;
  #next: Uint32Array;
  #previous: Uint32Array;

  constructor(heap: Heap) {
    const { zspages } = heap.capacity;
    this.#heads = heap.column(Uint32Array, CLASSES * GROUPS);
    this.#groups = heap.column(Uint16Array, CLASSES);
    this.#group = heap.column(Uint8Array, zspages);
    this.#next = heap.column(Uint32Array, zspages);
    this.#previous = heap.column(Uint32Array, zspages);
  }

  /** Makes room for so many zspages. */
  widen(zspages: number): void {
    this.#group = grown(this.#group, zspages);
    this.#next = grown(this.#next, zspages);
    this.#previous = grown(this.#previous, zspages);
  }

  /** The latest zspage of the fullest group that has room, or -1. */
  fullest(classIndex: number): number {
    const groups = this.#groups[classIndex];
    return groups === 0 ? -1 : this.#heads[classIndex * GROUPS + (31 - Math.clz32(groups))] - 1;
  }

  /** Moves a zspage to the group of so many objects in use; of none, to no group. */
  fix(zspage: number, classIndex: number, inuse: number): void {
    const group = GROUP_OF[classIndex * STRIDE + inuse];
    if (group === this.#group[zspage]) return;
    this.#unlink(zspage, classIndex);
    this.#link(zspage, classIndex, group);
  }

  /** Of each zspage that is on a list, the group that it is on the list of; -1 if it is met twice. */
  listed(): Map<number, number> {
    const listed = new Map<number, number>();
    for (const [list, head] of this.#heads.entries()) {
      for (let named = head; named !== 0; named = this.#next[named - 1]) {
        const again = listed.has(named - 1);
        listed.set(named - 1, again ? -1 : list % GROUPS);
        // Lists that meet, or a circle.
        if (again) break;
      }
    }
    return listed;
  }

  #link(zspage: number, classIndex: number, group: number): void {
    this.#group[zspage] = group;
    if (group === 0 || group === FULL) return;
    const list = classIndex * GROUPS + group;
    const head = this.#heads[list];
    this.#next[zspage] = head;
    this.#previous[zspage] = 0;
    if (head !== 0) this.#previous[head - 1] = zspage + 1;
    this.#heads[list] = zspage + 1;
    this.#groups[classIndex] = this.#groups[classIndex] | (1 << group);
  }

  #unlink(zspage: number, classIndex: number): void {
    const group = this.#group[zspage];
    if (group === 0 || group === FULL) return;
    const next = this.#next[zspage];
    const previous = this.#previous[zspage];
    if (next !== 0) this.#previous[next - 1] = previous;
    if (previous !== 0) {
      this.#next[previous - 1] = next;
      return;
    }
    this.#heads[classIndex * GROUPS + group] = next;
    if (next === 0) {
      this.#groups[classIndex] = this.#groups[classIndex] & ~(1 << group);
    }
  }
}

/** The group on whose list a zspage must be; null for one that is on none. */
export function groupOf(classIndex: number, inuse: number): number | null {
  const group = GROUP_OF[classIndex * STRIDE + inuse];
  return group === 0 || group === FULL ? null : group;
}

function groupTable(): Uint8Array {
  const groups = new Uint8Array(CLASSES * STRIDE);
  for (let classIndex = 0; classIndex < CLASSES; classIndex++) {
    const objsPerZspage = OBJS_PER_ZSPAGE[classIndex];
    for (let inuse = 1; inuse <= objsPerZspage; inuse++) {
      groups[classIndex * STRIDE + inuse] =
        inuse === objsPerZspage
          ? FULL
          : Math.floor(Math.floor((100 * inuse) / objsPerZspage) / 10) + 1;
    }
  }
  return groups;
}
