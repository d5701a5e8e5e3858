import { PAGE_SIZE } from '../../common/page.js';
import type { Capacity, ColumnType, Heap } from './heap.js';
import { type HeldLock, type Locks, SharedLocks } from './locks.js';
import { SharedWords, type Words } from './words.js';

/** Plain data with which a thread attaches to a shared heap. */
export interface SharedHeapPlan {
  /** Zeros, or what threads that came before have made of them. */
  readonly state: SharedArrayBuffer;
  /** Whole pages for objects' bytes. */
  readonly frames: SharedArrayBuffer;
  readonly capacity: Capacity;
  readonly threads: number;
  readonly patienceMs: number;
}

const ALIGNMENT = 8;
/** Bytes of a cache line. Words and locks have lines of their own, so that only threads that use the same ones wait for each other. */
const LINE = 64;

/** One thread's way to a heap that several share. It is filled from its start and gives nothing back. */
export class SharedHeap implements Heap {
  readonly capacity: Capacity;
  readonly frames: Uint8Array;
  readonly thread: number;
  readonly threads: number;
  readonly #plan: SharedHeapPlan;
  readonly #locks: SharedLocks[] = [];
  #used = 0;

  constructor(plan: SharedHeapPlan, thread: number) {
    this.capacity = plan.capacity;
    this.frames = new Uint8Array(plan.frames);
    this.threads = plan.threads;
    this.thread = thread;
    this.#plan = plan;
  }

  /** Bytes that columns take. */
  get usedBytes(): number {
    return this.#used;
  }

  column<T>(type: ColumnType<T>, length: number, alignment = ALIGNMENT): T {
    const at = aligned(this.#used, alignment);
    this.#used = aligned(at + length * type.BYTES_PER_ELEMENT, alignment);
    return this.view(type, at, length);
  }

  words(count: number): Words {
    return new SharedWords(this.column(Int32Array, count, LINE));
  }

  locks(name: string, count: number): Locks {
    const words = this.column(Int32Array, count, LINE);
    const locks = new SharedLocks(name, words, this.thread, this.#plan.patienceMs);
    this.#locks.push(locks);
    return locks;
  }

  /** Every lock that some thread holds now. */
  heldLocks(): HeldLock[] {
    return this.#locks.flatMap((locks) => locks.held());
  }

  protected view<T>(type: ColumnType<T>, at: number, length: number): T {
    return new type(this.#plan.state, at, length);
  }
}

/**
 * Room for a heap that threads share.
 *
 * @param build takes of a heap what its threads will take
 * @param patienceMs a thread that waits longer for a lock gives up: it will never be free
 */
export function planSharedHeap(
  capacity: Capacity,
  threads: number,
  build: (heap: Heap) => unknown,
  patienceMs = 30_000,
): SharedHeapPlan {
  const none = new SharedArrayBuffer(0);
  const measured = new MeasuringHeap(
    { state: none, frames: none, capacity, threads, patienceMs },
    0,
  );
  build(measured);
  return {
    state: new SharedArrayBuffer(measured.usedBytes),
    frames: new SharedArrayBuffer(capacity.frames * PAGE_SIZE),
    capacity,
    threads,
    patienceMs,
  };
}

/** Gives columns without elements and keeps count of how long they would be. */
class MeasuringHeap extends SharedHeap {
  protected override view<T>(type: ColumnType<T>): T {
    return new type(new ArrayBuffer(0), 0, 0);
  }
}

function aligned(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
