import type { Random } from '../memory/random.js';

/** A piece of work: yields what its next step costs in virtual ns, and ends with an outcome. */
export type Job<Outcome> = Generator<number, Outcome, void>;

/** A task that waits to be woken. */
export const PARKED = 'parked';

/** Who can make a parked task ask for work again. */
export interface Waker {
  /** At a time; nothing changes for a task that is not parked. */
  wake(task: number, atNs: number): void;
}

/** What virtual CPUs do: a supply of jobs and what becomes of them. */
export interface Work<Outcome> {
  /** The next job of an idle task, or PARKED if there is none for now. */
  next(task: number, nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED;
  /** A task's job has ended; returns how long the task is busy otherwise before it asks for the next, in ns. */
  ended(task: number, outcome: Outcome, nowNs: number, cpus: Waker): number;
}

// Costs vary by up to a tenth, in steps of 2^-16 of it.
const JITTER_DIVISOR = 10 * 0x1_0000;

/**
 * Tasks that run at once, each on a CPU of its own, in virtual time. A step's cost is what its job yields, lengthened
 * by up to a tenth; of two tasks that are due at the same time, a random one goes first. The same seed and the same work
 * give the same interleaving on every machine.
 */
export class VirtualCpus<Outcome> implements Waker {
  readonly #work: Work<Outcome>;
  readonly #random: Random;
  readonly #foreground: number;
  readonly #jobs: (Job<Outcome> | null)[];
  /** When each task is due, in virtual ns, and who goes first among equals. */
  readonly #due: Float64Array;
  readonly #tie: Uint16Array;
  /** A binary heap of the tasks that are not parked, the next one due at its top. */
  readonly #heap: Uint16Array;
  readonly #inHeap: Uint8Array;
  #size = 0;
  /** Foreground tasks in the heap. */
  #running = 0;

  /**
   * @param foreground tasks 0 .. foreground - 1, which start at once; the run ends when none of them has anything to do
   * @param background tasks above, which start when they are woken
   */
  constructor(foreground: number, background: number, random: Random, work: Work<Outcome>) {
    const tasks = foreground + background;
    this.#work = work;
    this.#random = random;
    this.#foreground = foreground;
    this.#jobs = new Array(tasks).fill(null);
    this.#due = new Float64Array(tasks);
    this.#tie = new Uint16Array(tasks);
    this.#heap = new Uint16Array(tasks);
    this.#inHeap = new Uint8Array(tasks);
    for (let task = 0; task < foreground; task++) this.wake(task, 0);
  }

  wake(task: number, atNs: number): void {
    if (this.#inHeap[task] === 1) return;
    this.#due[task] = atNs;
    this.#tie[task] = this.#random.uint32() & 0xffff;
    this.#inHeap[task] = 1;
    if (task < this.#foreground) this.#running++;
    this.#heap[this.#size] = task;
    this.#rise(this.#size++);
  }

  /** Runs up to `steps` steps; false once no foreground task has anything to do. */
  run(steps: number): boolean {
    for (let left = steps; left > 0 && this.#running > 0; left--) this.#step();
    return this.#running > 0;
  }

  #step(): void {
    const task = this.#heap[0];
    const now = this.#due[task];
    let job = this.#jobs[task];
    if (job === null) {
      const next = this.#work.next(task, now, this);
      if (next === PARKED) {
        this.#park(task);
        return;
      }
      job = next;
      this.#jobs[task] = job;
    }
    const { done, value } = job.next();
    let costNs: number;
    if (done) {
      this.#jobs[task] = null;
      costNs = this.#work.ended(task, value, now, this);
    } else {
      costNs = value;
    }
    const draw = this.#random.uint32();
    this.#tie[task] = draw & 0xffff;
    this.#due[task] = now + costNs + Math.floor((costNs * (draw >>> 16)) / JITTER_DIVISOR);
    this.#place(this.#at(task));
  }

  /** Takes a task out of the heap. */
  #park(task: number): void {
    const at = this.#at(task);
    this.#inHeap[task] = 0;
    if (task < this.#foreground) this.#running--;
    this.#heap[at] = this.#heap[--this.#size];
    this.#place(at);
  }

  /** Where the task is whose turn it was: the top, unless it has just woken others that are due before it. */
  #at(task: number): number {
    return this.#heap.indexOf(task);
  }

  #place(at: number): void {
    this.#sink(at);
    this.#rise(at);
  }

  #rise(start: number): void {
    const heap = this.#heap;
    for (let at = start; at > 0; ) {
      const parent = (at - 1) >>> 1;
      if (!this.#before(heap[at], heap[parent])) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  #sink(start: number): void {
    const heap = this.#heap;
    let at = start;
    for (;;) {
      let first = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2; child++) {
        if (child < this.#size && this.#before(heap[child], heap[first])) first = child;
      }
      if (first === at) return;
      this.#swap(at, first);
      at = first;
    }
  }

  #swap(one: number, other: number): void {
    const task = this.#heap[one];
    this.#heap[one] = this.#heap[other];
    this.#heap[other] = task;
  }

  #before(a: number, b: number): boolean {
    const difference = this.#due[a] - this.#due[b] || this.#tie[a] - this.#tie[b] || a - b;
    return difference < 0;
  }
}
