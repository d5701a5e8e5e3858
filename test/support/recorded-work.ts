import { type Job, PARKED, type Waker, type Work } from '../../src/simulation/virtual-cpus.js';

/** Records the actions of virtual CPUs, one line each: `T takes J at NS`, `T is at J.STEP`, `T ends J at NS`, `T retires at NS`. */
export type Log = string[];

/** Tasks that are woken when a job is taken or has ended, so long after it. */
export interface Wake {
  readonly job: number;
  readonly when: 'taken' | 'ended';
  readonly tasks: readonly number[];
  readonly inNs: number;
}

export interface RecordedOptions {
  /** For how long a task is busy after each job; not at all unless told. */
  readonly busyNs?: readonly number[];
  readonly wakes?: readonly Wake[];
  /** Which questions for a job, counted from 0, find none although there are some left. */
  readonly idle?: readonly number[];
}

/** Jobs that wait in one queue, each a list of costs; writes down what becomes of them. */
export class RecordedWork implements Work<number> {
  readonly log: Log = [];
  readonly #jobs: readonly (readonly number[])[];
  readonly #options: RecordedOptions;
  #taken = 0;
  #asked = 0;

  constructor(jobs: readonly (readonly number[])[], options: RecordedOptions = {}) {
    this.#jobs = jobs;
    this.#options = options;
  }

  next(task: number, nowNs: number, cpus: Waker): Job<number> | typeof PARKED {
    const idle = this.#options.idle?.includes(this.#asked++) ?? false;
    if (idle || this.#taken === this.#jobs.length) {
      this.log.push(`${task} retires at ${nowNs}`);
      return PARKED;
    }
    const job = this.#taken++;
    this.log.push(`${task} takes ${job} at ${nowNs}`);
    this.#wake('taken', job, nowNs, cpus);
    return this.#steps(task, job);
  }

  ended(task: number, job: number, nowNs: number, cpus: Waker): number {
    this.log.push(`${task} ends ${job} at ${nowNs}`);
    this.#wake('ended', job, nowNs, cpus);
    return this.#options.busyNs?.[job] ?? 0;
  }

  #wake(when: Wake['when'], job: number, nowNs: number, cpus: Waker): void {
    for (const wake of this.#options.wakes ?? []) {
      if (wake.job !== job || wake.when !== when) continue;
      for (const task of wake.tasks) cpus.wake(task, nowNs + wake.inNs);
    }
  }

  *#steps(task: number, job: number): Job<number> {
    for (const [step, costNs] of this.#jobs[job].entries()) {
      this.log.push(`${task} is at ${job}.${step}`);
      yield costNs;
    }
    return job;
  }
}
