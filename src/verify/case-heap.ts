import type { Capacity, ColumnType, Heap } from '../model/heap/heap.js';
import { type Locks, NoLocks } from '../model/heap/locks.js';
import { LocalWords, type Words } from '../model/heap/words.js';

/** Enough for most cases. Zeroing columns costs less than allocating them. */
const SMALL: Capacity = { entries: 32, zspages: 64, frames: 0, clusters: 2, nodes: 1 };
/** Columns have to grow in some cases of either capacity, so that their growth is checked too. */
const SMALL_PAGES = 2 * SMALL.entries;
/** For cases of more pages. */
const LARGE: Capacity = { entries: 1024, zspages: 1024, frames: 0, clusters: 6, nodes: 1 };
const NO_LOCKS = new NoLocks();

type Column = { readonly length: number; fill(value: number): unknown };

/** Memory of a zswap that is kept from case to case: each zswap takes the same columns, zeroed, in the same order. */
export class CaseHeap implements Heap {
  readonly capacity: Capacity;
  readonly frames = null;
  readonly thread = 0;
  readonly threads = 1;
  readonly #columns: Column[] = [];
  readonly #words: { readonly column: Float64Array; readonly words: LocalWords }[] = [];
  #nextColumn = 0;
  #nextWords = 0;

  constructor(capacity: Capacity) {
    this.capacity = capacity;
  }

  /** Begins a new zswap; the one before must not be used any more. */
  reset(): void {
    this.#nextColumn = 0;
    this.#nextWords = 0;
  }

  column<T>(type: ColumnType<T>, length: number): T {
    const at = this.#nextColumn++;
    const known = this.#columns[at];
    if (known instanceof type && known.length === length) {
      known.fill(0);
      return known;
    }
    const column = new type(new ArrayBuffer(length * type.BYTES_PER_ELEMENT), 0, length);
    this.#columns[at] = column as unknown as Column;
    return column;
  }

  words(count: number): Words {
    const at = this.#nextWords++;
    const known = this.#words[at];
    if (known?.column.length === count) {
      known.column.fill(0);
      return known.words;
    }
    const column = new Float64Array(count);
    const words = new LocalWords(column);
    this.#words[at] = { column, words };
    return words;
  }

  locks(): Locks {
    return NO_LOCKS;
  }
}

/** Memory of cases that have ended. */
const FREE = new Map<Capacity, CaseHeap[]>([
  [SMALL, []],
  [LARGE, []],
]);

/** Calls `run` with memory for up to `pages` pages that no other case uses meanwhile. */
export function withCaseHeap<T>(pages: number, run: (heap: CaseHeap) => T): T {
  const capacity = pages <= SMALL_PAGES ? SMALL : LARGE;
  const free = FREE.get(capacity) as CaseHeap[];
  const heap = free.pop() ?? new CaseHeap(capacity);
  heap.reset();
  try {
    return run(heap);
  } finally {
    free.push(heap);
  }
}
