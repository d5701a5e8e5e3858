import { parentPort, workerData } from 'node:worker_threads';

/** Words of the memory that a pool and its workers share. */
export const CONTROL = {
  /** Number of commands so far; workers sleep on it. */
  round: 0,
  command: 1,
  /** Items taken from the command's queue. */
  taken: 2,
  /** Arrivals at barriers, over all barriers so far. */
  arrived: 3,
  /** Number of barriers passed. */
  generation: 4,
} as const;

/** Start-up data of a worker. */
export interface PoolWorkerData<Plan> {
  readonly control: SharedArrayBuffer;
  readonly thread: number;
  readonly threads: number;
  readonly plan: Plan;
}

// A barrier takes some microseconds if every thread has a core; otherwise spinning delays the others.
const SPINS = 2000;

/** Worker side of a `WorkerPool`, used inside the thread. */
export class PoolWorker<Plan> {
  readonly thread: number;
  readonly threads: number;
  readonly plan: Plan;
  readonly #control: Int32Array;
  #generation = 0;

  constructor({ control, thread, threads, plan } = workerData as PoolWorkerData<Plan>) {
    this.thread = thread;
    this.threads = threads;
    this.plan = plan;
    this.#control = new Int32Array(control);
  }

  /** Takes the number of the next item of the shared queue. */
  take(): number {
    return Atomics.add(this.#control, CONTROL.taken, 1);
  }

  /** Waits until every worker has arrived, so that all continue at once. */
  barrier(): void {
    const control = this.#control;
    const generation = this.#generation++;
    if (Atomics.add(control, CONTROL.arrived, 1) + 1 === this.threads * this.#generation) {
      Atomics.store(control, CONTROL.generation, this.#generation);
      Atomics.notify(control, CONTROL.generation);
      return;
    }
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(control, CONTROL.generation) !== generation) return;
    }
    while (Atomics.load(control, CONTROL.generation) === generation) {
      Atomics.wait(control, CONTROL.generation, generation);
    }
  }

  /** Reports that this thread is ready, then executes commands until the pool terminates it. */
  runCommands(execute: (command: number) => unknown): never {
    parentPort?.postMessage(null);
    for (let round = 0; ; round++) {
      while (Atomics.load(this.#control, CONTROL.round) === round) {
        Atomics.wait(this.#control, CONTROL.round, round);
      }
      parentPort?.postMessage(execute(Atomics.load(this.#control, CONTROL.command)));
    }
  }
}
