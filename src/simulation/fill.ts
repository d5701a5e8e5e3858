import type { Arrivals, Outcome } from './arrivals.js';
import { type Job, PARKED, type Waker, type Work } from './virtual-cpus.js';

/** Scenario fill: stores the offer once; each idle task takes the next folio. */
export class Fill implements Work<Outcome> {
  readonly #arrivals: Arrivals;

  constructor(arrivals: Arrivals) {
    this.#arrivals = arrivals;
  }

  next(task: number, _nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED {
    const folio = this.#arrivals.take(task);
    return folio === null ? PARKED : this.#arrivals.store(task, folio, cpus.cpuOf(task));
  }

  ended(task: number, outcome: Outcome, nowNs: number): number {
    return outcome === null ? 0 : this.#arrivals.stored(task, outcome, nowNs).deviceNs;
  }
}
