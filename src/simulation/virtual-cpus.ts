import type { Random } from '../common/random.js';

/** A piece of work: `next()` takes a step and gives the cost of the next one in virtual ns, or the outcome at the end. */
export interface Job<Outcome> {
  next(): IteratorResult<number, Outcome>;
}

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

const NEVER = Number.POSITIVE_INFINITY;

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
  /** When each task is due, in virtual ns, and who goes first among equals. A task that is parked is never due. */
  readonly #due: Float64Array;
  readonly #tie: Uint16Array;
  /** Foreground tasks that are not parked. */
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
    this.#due = new Float64Array(tasks).fill(NEVER);
    this.#tie = new Uint16Array(tasks);
    for (let task = 0; task < foreground; task++) this.wake(task, 0);
  }

  wake(task: number, atNs: number): void {
    if (this.#due[task] !== NEVER) return;
    this.#due[task] = atNs;
    this.#tie[task] = this.#random.uint32() & 0xffff;
    if (task < this.#foreground) this.#running++;
  }

  /** Runs up to `steps` steps; false once no foreground task has anything to do. */
  run(steps: number): boolean {
    for (let left = steps; left > 0 && this.#running > 0; left--) this.#step(this.#first());
    return this.#running > 0;
  }

  /** The task that is due next. Few tasks are looked through faster than a heap of them is kept in order. */
  #first(): number {
    const due = this.#due;
    let first = 0;
    let firstDue = due[0];
    for (let task = 1; task < due.length; task++) {
      const taskDue = due[task];
      if (taskDue > firstDue) continue;
      if (taskDue === firstDue && this.#tie[task] >= this.#tie[first]) continue;
      first = task;
      firstDue = taskDue;
    }
    return first;
  }

  #step(task: number): void {
    const now = this.#due[task];
    let job = this.#jobs[task];
    if (job === null) {
      const next = this.#work.next(task, now, this);
      if (next === PARKED) {
        this.#due[task] = NEVER;
        if (task < this.#foreground) this.#running--;
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
  }
}
