import { type Locks, NoLocks } from './locks.js';
import { LocalWords, type Words } from './words.js';

/** A typed array over a part of a buffer. */
export type ColumnType<T> = {
  new (buffer: ArrayBufferLike, byteOffset: number, length: number): T;
  readonly BYTES_PER_ELEMENT: number;
};

/** How much of everything a heap has room for. */
export interface Capacity {
  readonly entries: number;
  readonly zspages: number;
  /** Pages for objects' bytes. */
  readonly frames: number;
  /** Of 512 swap slots. */
  readonly clusters: number;
  /** Of 2^21 swap slots. */
  readonly nodes: number;
}

/**
 * Where the state of a zswap is kept: all of it in columns of zeros to begin with. Of a heap that threads share, each
 * takes the same columns in the same order, and so comes to the same state.
 */
export interface Heap {
  /** Capacity of columns. They grow in a private heap, and cannot in a shared one. */
  readonly capacity: Capacity;
  /** Pages for objects' bytes; null to add them as they are needed. */
  readonly frames: Uint8Array | null;
  /** Number of this thread, of `threads`. */
  readonly thread: number;
  readonly threads: number;
  column<T>(type: ColumnType<T>, length: number): T;
  words(count: number): Words;
  /** @param name what a lock that is never given up is called */
  locks(name: string, count: number): Locks;
}

/** A heap of one thread's own: columns grow, and nothing is locked. */
export class LocalHeap implements Heap {
  readonly capacity: Capacity;
  readonly frames = null;
  readonly thread = 0;
  readonly threads = 1;

  /** @param entries for how many columns are made at first */
  constructor(entries = 0) {
    this.capacity = {
      entries,
      zspages: entries >>> 2,
      frames: 0,
      clusters: entries >>> 9,
      nodes: 0,
    };
  }

  column<T>(type: ColumnType<T>, length: number): T {
    return new type(new ArrayBuffer(length * type.BYTES_PER_ELEMENT), 0, length);
  }

  words(count: number): Words {
    return new LocalWords(new Float64Array(count));
  }

  locks(): Locks {
    return new NoLocks();
  }
}
