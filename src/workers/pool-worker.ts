import { parentPort, workerData } from 'node:worker_threads';

/** Words of the block that a crew and its members share. */
export const CONTROL = {
  /** Rises with every command; members sleep on it. */
  round: 0,
  command: 1,
  /** How many pieces of a command's queue were taken. */
  taken: 2,
  /** Members that have come to a meeting, of all meetings so far. */
  arrived: 3,
  /** Rises with every meeting that has ended. */
  generation: 4,
} as const;

/** What a member is started with. */
export interface PoolWorkerData<Plan> {
  readonly control: SharedArrayBuffer;
  readonly thread: number;
  readonly threads: number;
  readonly plan: Plan;
}

// A meeting ends within some microseconds where every thread has a core; where it has not, spinning holds others up.
const SPINS = 2000;

/** One thread of a pool, as it sees itself from inside. */
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

  /** Number of the next piece of the queue that all members take from. */
  take(): number {
    return Atomics.add(this.#control, CONTROL.taken, 1);
  }

  /** Waits until every member has come here, so that all go on at once. */
  barrier(): void {
    const control = this.#control;
    const meeting = this.#generation++;
    if (Atomics.add(control, CONTROL.arrived, 1) + 1 === this.threads * this.#generation) {
      Atomics.store(control, CONTROL.generation, this.#generation);
      Atomics.notify(control, CONTROL.generation);
      return;
    }
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(control, CONTROL.generation) !== meeting) return;
    }
    while (Atomics.load(control, CONTROL.generation) === meeting) {
      Atomics.wait(control, CONTROL.generation, meeting);
    }
  }

  /** Tells the crew that this thread is ready, and then does whatever it is told, until it is ended from outside. */
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
