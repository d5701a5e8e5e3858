import type { ShrinkWorker } from '../model/zswap/shrink-memcg.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { Outcome } from './arrivals.js';
import { type Job, PARKED, type Waker, type Work } from './virtual-cpus.js';

/**
 * A scenario with the shrink worker as an additional task. Queueing wakes it near the CPU of the queueing task, as kernels do for
 * an unbound workqueue; it runs when a CPU is free. Queued again before it starts, it runs once; queued while it runs, it runs
 * once more.
 */
export class WithShrinkWorker implements Work<Outcome> {
  readonly #work: Work<Outcome>;
  readonly #zswap: Zswap;
  readonly #worker: ShrinkWorker;
  readonly #workerTask: number;

  /** @param workerTask background task of the worker */
  constructor(work: Work<Outcome>, zswap: Zswap, worker: ShrinkWorker, workerTask: number) {
    this.#work = work;
    this.#zswap = zswap;
    this.#worker = worker;
    this.#workerTask = workerTask;
  }

  next(task: number, nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED {
    if (task !== this.#workerTask) return this.#work.next(task, nowNs, cpus);
    if (!this.#zswap.workerQueued) return PARKED;
    this.#zswap.workerQueued = false;
    return this.#worker.run();
  }

  ended(task: number, outcome: Outcome, nowNs: number, cpus: Waker): number {
    if (task === this.#workerTask) return 0;
    const sleepNs = this.#work.ended(task, outcome, nowNs, cpus);
    if (this.#zswap.workerQueued) cpus.wake(this.#workerTask, nowNs, task);
    return sleepNs;
  }
}
