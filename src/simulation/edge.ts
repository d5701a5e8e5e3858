import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { Arrivals, Outcome } from './arrivals.js';
import { Fillers } from './fillers.js';
import type { StoreStatistics } from './store-statistics.js';
import { type Job, PARKED, type Waker, type Work } from './virtual-cpus.js';

/** Options of scenario edge. */
export interface EdgeOptions {
  readonly zswap: Zswap;
  readonly statistics: StoreStatistics;
  readonly tasks: number;
  /** Pages of a folio. */
  readonly folioPages: number;
  /** One byte for each page of the corpus: 1 for a page of zeros. */
  readonly zero: Uint8Array;
  /** Page of the corpus that the first filler has; 0 where it is absent. */
  readonly startPage?: number;
}

/**
 * Scenario edge: rounds of stores just below the limit. Before a round, fillers bring the pool to half a folio's pages below
 * the limit, or a memcg equally close to its own, where about one compressed folio fits. Then every task stores one folio at
 * the same time. Before the next round the stored folios are erased and the full flag is cleared.
 */
export class Edge implements Work<Outcome> {
  readonly #arrivals: Arrivals;
  readonly #options: EdgeOptions;
  readonly #fillers: Fillers;
  /** Folio of each task in this round. */
  readonly #assigned: (Folio | null)[];
  readonly #stored: Folio[] = [];
  #idle = 0;

  constructor(arrivals: Arrivals, options: EdgeOptions) {
    this.#arrivals = arrivals;
    this.#options = options;
    const { zswap, zero, startPage } = options;
    const roomPages = Math.max(1, Math.floor(options.folioPages / 2));
    this.#fillers = new Fillers(zswap, zero, roomPages, startPage);
    this.#assigned = new Array(options.tasks).fill(null);
  }

  next(task: number, nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED {
    if (this.#assigned[task] === null) {
      this.#idle++;
      if (this.#idle === this.#options.tasks) this.#beginRound(task, nowNs, cpus);
    }
    const folio = this.#assigned[task];
    if (folio === null) return PARKED;
    this.#assigned[task] = null;
    return this.#arrivals.store(task, folio, cpus.cpuOf(task));
  }

  ended(task: number, outcome: Outcome, nowNs: number): number {
    if (outcome === null) return 0;
    const { folio, deviceNs } = this.#arrivals.stored(task, outcome, nowNs);
    if (outcome.storedPages > 0) this.#stored.push(folio);
    return deviceNs;
  }

  /** Empties the pool. */
  end(): void {
    this.#eraseStored();
    this.#fillers.clear();
  }

  #beginRound(last: number, nowNs: number, cpus: Waker): void {
    const { tasks, statistics } = this.#options;
    this.#eraseStored();
    this.#fillers.fill();
    for (let task = 0; task < tasks; task++) {
      const folio = this.#arrivals.take(task);
      if (folio === null) break;
      if (task === 0) statistics.roundBegins(nowNs);
      this.#assigned[task] = folio;
      this.#idle--;
      if (task !== last) cpus.wake(task, nowNs);
    }
  }

  #eraseStored(): void {
    for (const folio of this.#stored) this.#options.zswap.eraseFolio(folio);
    this.#stored.length = 0;
    this.#options.zswap.limit.full = false;
  }
}
