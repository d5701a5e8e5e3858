import type { Random } from '../common/random.js';
import { RunQueues } from './run-queues.js';

/**
 * Steps of a task: `next()` takes a step and returns the cost of the next one in virtual ns, or the outcome at the end. A
 * negative cost is a sleep: {@link asleep}.
 */
export interface Job<Outcome> {
  next(): IteratorResult<number, Outcome>;
}

/** Cost of a step of `ns` during which the task leaves its CPU, as for a read from the device. */
export function asleep(ns: number): number {
  return -ns;
}

/** Result of {@link Work.next} that parks a task until it is woken. */
export const PARKED = 'parked';

/** Wakes parked tasks. */
export interface Waker {
  /**
   * Wakes a parked task at a time; has no effect on other tasks.
   *
   * @param near task whose CPU is preferred; by default the task's former CPU
   */
  wake(task: number, atNs: number, near?: number): void;

  /** The CPU that a task runs on. */
  cpuOf(task: number): number;
}

/** A supply of jobs, and the handling of their outcomes. */
export interface Work<Outcome> {
  /** Returns the next job of an idle task, or PARKED if there is none. */
  next(task: number, nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED;
  /** Handles the end of a task's job; returns the time in ns that the task sleeps before the next. */
  ended(task: number, outcome: Outcome, nowNs: number, cpus: Waker): number;
}

/** Tasks and the CPUs that they run on. */
export interface CpuShape {
  /** Tasks 0 .. foreground - 1 start at once; the run ends when all of them are parked. */
  readonly foreground: number;
  /** Number of tasks above those; they start when they are woken. */
  readonly background: number;
  readonly cpus: number;
}

// Costs vary by up to a tenth, in steps of 2^-16 of it.
const JITTER_DIVISOR = 10 * 0x1_0000;

const NEVER = Number.POSITIVE_INFINITY;

/**
 * Runs tasks on CPUs in virtual time. A step takes its cost plus up to a tenth. Ties between tasks are broken at random. The
 * same seed and the same work give the same interleaving on every machine.
 *
 * A task keeps its CPU until it ends a job while others wait there, sleeps, parks, or has used up its time slice at the end of a
 * step. A task that wakes takes the CPU it prefers if that is idle, else any idle one, else it queues for the preferred one.
 */
export class VirtualCpus<Outcome> implements Waker {
  readonly #work: Work<Outcome>;
  readonly #random: Random;
  readonly #foreground: number;
  readonly #jobs: (Job<Outcome> | null)[];
  /** Virtual ns of each task's next event: the end of its step or of its sleep. NEVER for one that is parked or queues. */
  readonly #due: Float64Array;
  /** Order of tasks that are due at the same time. */
  readonly #tie: Uint16Array;
  /** Ns left of the step of a task that queues for a CPU. */
  readonly #left: Float64Array;
  readonly #queues: RunQueues;
  /** Foreground tasks that are not parked. */
  #awake = 0;

  constructor({ foreground, background, cpus }: CpuShape, random: Random, work: Work<Outcome>) {
    const tasks = foreground + background;
    this.#work = work;
    this.#random = random;
    this.#foreground = foreground;
    this.#jobs = new Array(tasks).fill(null);
    this.#due = new Float64Array(tasks).fill(NEVER);
    this.#tie = new Uint16Array(tasks);
    this.#left = new Float64Array(tasks);
    this.#queues = new RunQueues(tasks, cpus);
    for (let task = 0; task < foreground; task++) this.wake(task, 0);
  }

  wake(task: number, atNs: number, near = task): void {
    if (this.#due[task] !== NEVER || this.#queues.has(task)) return;
    this.#due[task] = atNs;
    this.#tie[task] = this.#random.uint32() & 0xffff;
    this.#queues.prefer(task, near);
    if (task < this.#foreground) this.#awake++;
  }

  cpuOf(task: number): number {
    return this.#queues.cpuOf(task);
  }

  /** Runs up to `steps` events; false once every foreground task is parked. */
  run(steps: number): boolean {
    for (let left = steps; left > 0 && this.#awake > 0; left--) {
      const task = this.#first();
      const now = this.#due[task];
      if (this.#queues.runs(task) || this.#queues.enter(task, now)) this.#step(task, now);
      else this.#due[task] = NEVER;
    }
    return this.#awake > 0;
  }

  /** Returns the task that is due next. For few tasks a scan is faster than a heap. */
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

  #step(task: number, now: number): void {
    const job = this.#jobs[task] ?? this.#begin(task, now);
    if (job === null) return;
    const { done, value } = job.next();
    if (done) this.#end(task, value, now);
    else if (value < 0) this.#sleep(task, now, this.#lengthened(task, -value));
    else this.#goOn(task, now, this.#lengthened(task, value));
  }

  /** Takes an idle task's next job, or parks the task. */
  #begin(task: number, now: number): Job<Outcome> | null {
    const job = this.#work.next(task, now, this);
    if (job !== PARKED) {
      this.#jobs[task] = job;
      return job;
    }
    this.#due[task] = NEVER;
    if (task < this.#foreground) this.#awake--;
    this.#leave(task, now);
    return null;
  }

  #end(task: number, outcome: Outcome, now: number): void {
    this.#jobs[task] = null;
    const sleepNs = this.#lengthened(task, this.#work.ended(task, outcome, now, this));
    if (sleepNs > 0) this.#sleep(task, now, sleepNs);
    else if (this.#queues.othersWait(task)) this.#requeue(task, now, 0);
    else this.#due[task] = now;
  }

  /** Starts a step of `costNs`, now or after others that wait for the CPU. */
  #goOn(task: number, now: number, costNs: number): void {
    if (this.#queues.mustYield(task, now)) this.#requeue(task, now, costNs);
    else this.#due[task] = now + costNs;
  }

  /** Returns a cost with its jitter; the same draw breaks ties. */
  #lengthened(task: number, costNs: number): number {
    const draw = this.#random.uint32();
    this.#tie[task] = draw & 0xffff;
    return costNs + Math.floor((costNs * (draw >>> 16)) / JITTER_DIVISOR);
  }

  #sleep(task: number, now: number, ns: number): void {
    this.#due[task] = now + ns;
    this.#leave(task, now);
  }

  /** Queues a task behind those that wait for its CPU, with `leftNs` of its step left. */
  #requeue(task: number, now: number, leftNs: number): void {
    this.#left[task] = leftNs;
    this.#due[task] = NEVER;
    this.#leave(task, now);
    this.#queues.append(task);
  }

  /** Gives a task's CPU to the first task in its queue. */
  #leave(task: number, now: number): void {
    const next = this.#queues.leave(task, now);
    if (next === null) return;
    this.#due[next] = now + this.#left[next];
    this.#left[next] = 0;
  }
}
