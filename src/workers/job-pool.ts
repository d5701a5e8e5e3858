import { Worker } from 'node:worker_threads';
import { isFailure } from '../common/errors.js';
import type { JobQueue } from './job-queue.js';
import { threadFailure } from './thread-failure.js';

/** Message to a thread: a job, or data for the jobs that follow. */
export type JobMessage<Job, Shared> =
  | { readonly number: number; readonly job: Job }
  | { readonly shared: Shared };

/** Message from a thread. */
export interface JobReply {
  readonly number: number;
  readonly result: unknown;
}

interface QueuedJob<Job> {
  readonly job: Job;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

interface JobThread<Job> {
  readonly worker: Worker;
  /** Jobs of the thread by number: the one it executes, and the one after that. */
  readonly jobs: Map<number, QueuedJob<Job>>;
}

// A second job waits in the thread, so that it need not wait for this one's event loop.
const JOBS_PER_THREAD = 2;

/** Worker threads that take jobs from one queue. The calling thread stays free for signals. */
export class JobPool<Job, Shared> implements JobQueue<Job, Shared> {
  readonly #threads: readonly JobThread<Job>[];
  /** Jobs that no thread has; those before `#taken` were taken. */
  #waiting: QueuedJob<Job>[] = [];
  #taken = 0;
  #number = 0;
  #failure: unknown = null;
  #ending = false;

  /**
   * Starts the threads. Jobs wait until a thread is ready.
   *
   * @param module a module that calls `serveJobs()`
   * @param plan start-up data of each thread
   */
  constructor(module: URL, threads: number, plan: unknown) {
    this.#threads = Array.from({ length: threads }, (_, number) => {
      const worker = new Worker(module, { workerData: plan });
      const jobs = new Map<number, QueuedJob<Job>>();
      worker.on('message', (reply: JobReply) => this.#receive({ worker, jobs }, reply));
      worker.on('error', (thrown: unknown) => {
        this.#fail(
          isFailure(thrown) || thrown instanceof Error
            ? thrown
            : threadFailure(number, thrown, ONE_JOB),
        );
      });
      worker.on('exit', (code) => {
        this.#fail(threadFailure(number, `it ended with exit code ${code}`, ONE_JOB));
      });
      return { worker, jobs };
    });
  }

  note(shared: Shared): void {
    for (const { worker } of this.#threads) worker.postMessage({ shared });
  }

  run(job: Job, next = false): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) return reject(this.#failure);
      const queued = { job, resolve, reject };
      if (next) this.#waiting.splice(this.#taken, 0, queued);
      else this.#waiting.push(queued);
      for (const thread of this.#threads.toSorted((a, b) => a.jobs.size - b.jobs.size)) {
        this.#supply(thread);
      }
    });
  }

  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#threads.map(({ worker }) => worker.terminate()));
  }

  #supply({ worker, jobs }: JobThread<Job>): void {
    while (jobs.size < JOBS_PER_THREAD && this.#taken < this.#waiting.length) {
      const queued = this.#waiting[this.#taken++];
      const number = this.#number++;
      jobs.set(number, queued);
      worker.postMessage({ number, job: queued.job });
    }
    if (this.#taken === this.#waiting.length) {
      this.#waiting = [];
      this.#taken = 0;
    }
  }

  #receive(thread: JobThread<Job>, { number, result }: JobReply): void {
    const done = thread.jobs.get(number);
    thread.jobs.delete(number);
    this.#supply(thread);
    done?.resolve(result);
  }

  #fail(failure: unknown): void {
    if (this.#ending || this.#failure !== null) return;
    this.#failure = failure;
    const open = [
      ...this.#threads.flatMap(({ jobs }) => [...jobs.values()]),
      ...this.#waiting.slice(this.#taken),
    ];
    this.#waiting = [];
    this.#taken = 0;
    for (const { reject } of open) reject(failure);
  }
}

const ONE_JOB = '--jobs 1';
