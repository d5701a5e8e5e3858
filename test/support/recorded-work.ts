import type { Work } from '../../src/engine/virtual-cpus.js';

/** What virtual CPUs did, one line each: `T takes J at NS`, `T is at J.STEP`, `T ends J at NS`, `T retires at NS`. */
export type Log = string[];

/** Jobs that wait in one queue, each a list of costs; writes down what becomes of them. */
export class RecordedWork implements Work<number> {
  readonly log: Log = [];
  readonly #jobs: readonly (readonly number[])[];
  #taken = 0;

  constructor(jobs: readonly (readonly number[])[]) {
    this.#jobs = jobs;
  }

  next(task: number, nowNs: number): Generator<number, number, void> | null {
    if (this.#taken === this.#jobs.length) {
      this.log.push(`${task} retires at ${nowNs}`);
      return null;
    }
    const job = this.#taken++;
    this.log.push(`${task} takes ${job} at ${nowNs}`);
    return this.#steps(task, job);
  }

  ended(task: number, job: number, nowNs: number): void {
    this.log.push(`${task} ends ${job} at ${nowNs}`);
  }

  *#steps(task: number, job: number): Generator<number, number, void> {
    for (const [step, costNs] of this.#jobs[job].entries()) {
      this.log.push(`${task} is at ${job}.${step}`);
      yield costNs;
    }
    return job;
  }
}
