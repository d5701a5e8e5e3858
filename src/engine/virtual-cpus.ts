import type { Random } from '../memory/random.js';

/** What virtual CPUs do: a supply of tasks' work and what becomes of it. */
export interface Work<Outcome> {
  /** The next piece of work for an idle task, or null when there is none left. */
  next(task: number, nowNs: number): Generator<number, Outcome, void> | null;
  /** A task's work has ended. */
  ended(task: number, outcome: Outcome, nowNs: number): void;
}

// Costs vary by up to a tenth, in steps of 2^-16 of it.
const JITTER_DIVISOR = 10 * 0x1_0000;

/**
 * Tasks that run at once, each on a CPU of its own, in virtual time. A step's cost is what its task yields, lengthened
 * by up to a tenth; of two tasks that are due at the same time, a random one goes first. The same seed and the same work
 * give the same interleaving on every machine.
 */
export class VirtualCpus<Outcome> {
  readonly #work: Work<Outcome>;
  readonly #random: Random;
  readonly #current: Array<Generator<number, Outcome, void> | null>;
  /** When each task is due, in virtual ns, and who goes first among equals. */
  readonly #due: Float64Array;
  readonly #tie: Uint16Array;
  /** A binary heap of the tasks that still work, the next one due at its top. */
  readonly #heap: Uint16Array;
  #working: number;

  constructor(tasks: number, random: Random, work: Work<Outcome>) {
    this.#work = work;
    this.#random = random;
    this.#current = new Array(tasks).fill(null);
    this.#due = new Float64Array(tasks);
    this.#tie = Uint16Array.from({ length: tasks }, () => random.uint32() & 0xffff);
    this.#heap = Uint16Array.from({ length: tasks }, (_, task) => task);
    this.#working = tasks;
    for (let at = tasks >>> 1; at >= 0; at--) this.#sink(at);
  }

  /** Runs up to `steps` steps; false once no work is left. */
  run(steps: number): boolean {
    for (let left = steps; left > 0 && this.#working > 0; left--) this.#step();
    return this.#working > 0;
  }

  #step(): void {
    const task = this.#heap[0];
    const now = this.#due[task];
    let work = this.#current[task];
    if (work === null) {
      work = this.#work.next(task, now);
      if (work === null) {
        this.#heap[0] = this.#heap[--this.#working];
        this.#sink(0);
        return;
      }
      this.#current[task] = work;
    }
    const { done, value } = work.next();
    const draw = this.#random.uint32();
    this.#tie[task] = draw & 0xffff;
    if (done) {
      this.#current[task] = null;
      this.#work.ended(task, value, now);
    } else {
      this.#due[task] = now + value + Math.floor((value * (draw >>> 16)) / JITTER_DIVISOR);
    }
    this.#sink(0);
  }

  #sink(start: number): void {
    const heap = this.#heap;
    let at = start;
    for (;;) {
      let first = at;
      for (let child = 2 * at + 1; child <= 2 * at + 2; child++) {
        if (child < this.#working && this.#before(heap[child], heap[first])) first = child;
      }
      if (first === at) return;
      const task = heap[at];
      heap[at] = heap[first];
      heap[first] = task;
      at = first;
    }
  }

  #before(a: number, b: number): boolean {
    const difference = this.#due[a] - this.#due[b] || this.#tie[a] - this.#tie[b] || a - b;
    return difference < 0;
  }
}
