import type { JobExecutor, JobQueue } from './job-queue.js';

/** Executes jobs on the calling thread, one after another, with a turn of the event loop before each. */
export class LocalQueue<Job, Shared> implements JobQueue<Job, Shared> {
  readonly #executor: JobExecutor<Job, Shared>;
  #last: Promise<unknown> = Promise.resolve();
  #ended = false;

  constructor(executor: JobExecutor<Job, Shared>) {
    this.#executor = executor;
  }

  note(shared: Shared): void {
    // Without jobs there is nothing that could fail; the failure of a job reaches the caller by its own promise.
    this.#last.then(
      () => this.#executor.note(shared),
      () => {},
    );
  }

  /** Adds a job at the end: its order does not matter to one thread. */
  run(job: Job): Promise<unknown> {
    const done = this.#last
      .then(() => new Promise(setImmediate))
      .then(() => (this.#ended ? NEVER : this.#executor.execute(job)));
    this.#last = done;
    return done;
  }

  async end(): Promise<void> {
    this.#ended = true;
  }
}

const NEVER = new Promise<never>(() => {});
