import type { Work } from '../../src/engine/virtual-cpus.js';

/** What virtual CPUs did, one line each: `T takes J at NS`, `T is at J.STEP`, `T ends J at NS`, `T retires at NS`. */
export type Log = string[];

const MOST_LINES = 100_000;

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
      this.#note(`${task} retires at ${nowNs}`);
      return null;
    }
    const job = this.#taken++;
    this.#note(`${task} takes ${job} at ${nowNs}`);
    return this.#steps(task, job);
  }

  ended(task: number, job: number, nowNs: number): void {
    this.#note(`${task} ends ${job} at ${nowNs}`);
  }

  #note(line: string): void {
    if (this.log.push(line) > MOST_LINES) throw new Error('this work does not end');
  }

  *#steps(task: number, job: number): Generator<number, number, void> {
    for (const [step, costNs] of this.#jobs[job].entries()) {
      this.#note(`${task} is at ${job}.${step}`);
      yield costNs;
    }
    return job;
  }
}
