import { Worker } from 'node:worker_threads';
import { environmentFailure } from '../common/environment.js';
import { type Failure, isFailure } from '../common/errors.js';
import { CONTROL, type PoolWorkerData } from './pool-worker.js';
import { threadFailure } from './thread-failure.js';

const ONE_THREAD = '--threads 1';

interface Round {
  readonly replies: unknown[];
  missing: number;
  readonly resolve: (replies: unknown[]) => void;
  readonly reject: (failure: Failure) => void;
}

/**
 * Worker threads that execute the same command at the same time. The thread that posts the commands only waits, so that it
 * still handles signals.
 */
export class WorkerPool {
  readonly #control = new Int32Array(
    new SharedArrayBuffer(Object.keys(CONTROL).length * Int32Array.BYTES_PER_ELEMENT),
  );
  readonly #workers: Worker[] = [];
  readonly #ready: Promise<unknown[]>;
  #round: Round | null = null;
  #failure: Failure | null = null;
  #ending = false;

  private constructor(threads: number) {
    this.#ready = this.#await(threads);
  }

  /**
   * Starts one thread per plan and waits until all are ready.
   *
   * @param module a module that creates a `PoolWorker` and calls its `runCommands()`
   * @throws Failure if a thread ends early, now or during any command
   */
  static async start(module: URL, plans: readonly unknown[]): Promise<WorkerPool> {
    const pool = new WorkerPool(plans.length);
    try {
      for (const plan of plans) pool.#launch(module, plan, plans.length);
      await pool.#ready;
      return pool;
    } catch (error) {
      // Also if the system refuses a thread: threads that run would keep the process alive.
      await pool.end();
      throw error;
    }
  }

  #launch(module: URL, plan: unknown, threads: number): void {
    const thread = this.#workers.length;
    const { buffer } = this.#control;
    const control = buffer as unknown as SharedArrayBuffer;
    const workerData: PoolWorkerData<unknown> = { control, thread, threads, plan };
    const worker = new Worker(module, { workerData });
    this.#workers.push(worker);
    worker.on('message', (reply) => this.#receive(thread, reply));
    worker.on('error', (thrown: unknown) => {
      if (isFailure(thrown)) this.#fail(thrown);
      else this.#fail(environmentFailure(thrown) ?? threadFailure(thread, thrown, ONE_THREAD));
    });
    worker.on('exit', (code) => {
      this.#fail(threadFailure(thread, `it ended with exit code ${code}`, ONE_THREAD));
    });
  }

  /** Posts a command to every thread; returns their replies. */
  command<Reply>(command: number): Promise<Reply[]> {
    const done = this.#await(this.#workers.length);
    Atomics.store(this.#control, CONTROL.taken, 0);
    Atomics.store(this.#control, CONTROL.command, command);
    Atomics.add(this.#control, CONTROL.round, 1);
    Atomics.notify(this.#control, CONTROL.round);
    return done as Promise<Reply[]>;
  }

  /** Terminates all threads. */
  async end(): Promise<void> {
    this.#ending = true;
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }

  #await(threads: number): Promise<unknown[]> {
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) reject(this.#failure);
      this.#round = { replies: new Array(threads), missing: threads, resolve, reject };
    });
  }

  #receive(thread: number, reply: unknown): void {
    const round = this.#round;
    if (round === null) return;
    round.replies[thread] = reply;
    if (--round.missing > 0) return;
    this.#round = null;
    round.resolve(round.replies);
  }

  #fail(failure: Failure): void {
    if (this.#ending || this.#failure !== null) return;
    this.#failure = failure;
    this.#round?.reject(failure);
  }
}
