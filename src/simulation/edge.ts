import { PAGE_SIZE } from '../common/page.js';
import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { Arrivals, Outcome } from './arrivals.js';
import type { StoreTally } from './store-outcomes.js';
import { type Job, PARKED, type Waker, type Work } from './virtual-cpus.js';

/** What an edge scenario needs beside the arrivals. */
export interface EdgeOptions {
  readonly zswap: Zswap;
  readonly tally: StoreTally;
  readonly tasks: number;
  /** Pages of a folio at the asked size. */
  readonly folioPages: number;
}

// Fillers have swap slots that no arrival reaches.
const FIRST_FILLER_SLOT = 0xc000_0000;

/**
 * Stores that collide just below the limit, in rounds. Before a round the pool is filled to half a folio's pages below
 * the limit, or a memcg to as much below its own, where about one compressed folio fits; then every task stores a folio
 * at once. What a round brought in is taken out again, and the full flag is cleared.
 */
export class Edge implements Work<Outcome> {
  readonly #arrivals: Arrivals;
  readonly #options: EdgeOptions;
  readonly #roomPages: number;
  readonly #fillers: Folio[] = [];
  /** What each task is to store in this round. */
  readonly #assigned: (Folio | null)[];
  readonly #stored: Folio[] = [];
  #idle = 0;

  constructor(arrivals: Arrivals, options: EdgeOptions) {
    this.#arrivals = arrivals;
    this.#options = options;
    this.#roomPages = Math.max(1, Math.floor(options.folioPages / 2));
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
    return this.#arrivals.store(task, folio);
  }

  ended(task: number, outcome: Outcome, nowNs: number): number {
    if (outcome === null) return 0;
    const { folio, deviceNs } = this.#arrivals.stored(task, outcome, nowNs);
    if (outcome.storedPages > 0) this.#stored.push(folio);
    return deviceNs;
  }

  /** Empties the pool again. */
  end(): void {
    this.#takeOut();
    for (const filler of this.#fillers) this.#options.zswap.eraseFolio(filler);
    this.#fillers.length = 0;
  }

  #beginRound(last: number, nowNs: number, cpus: Waker): void {
    const { tasks, tally } = this.#options;
    this.#takeOut();
    this.#fillToEdge();
    for (let task = 0; task < tasks; task++) {
      const folio = this.#arrivals.take(task);
      if (folio === null) break;
      if (task === 0) tally.roundBegins(nowNs);
      this.#assigned[task] = folio;
      this.#idle--;
      if (task !== last) cpus.wake(task, nowNs);
    }
  }

  #takeOut(): void {
    for (const folio of this.#stored) this.#options.zswap.eraseFolio(folio);
    this.#stored.length = 0;
    this.#options.zswap.limit.full = false;
  }

  #fillToEdge(): void {
    const { zswap } = this.#options;
    const { limit, pool } = zswap;
    while (this.#hasRoom()) {
      const filler = this.#nextFiller();
      const length = zswap.lengthOf(filler, 0);
      // A filler that passes the limit would be taken out again, but stay in the peak.
      if (pool.growthOf(length) > limit.maxPages - pool.pagesAllocated) break;
      const entry = zswap.entries.allocate();
      zswap.insert(entry, filler, 0, length);
      zswap.publish(entry, filler);
      zswap.account(entry);
      zswap.addToLru(entry);
      this.#fillers.push(filler);
    }
    while (!this.#hasRoom() && this.#fillers.length > 0) {
      zswap.eraseFolio(this.#fillers.pop() as Folio);
    }
  }

  /** Whether neither the pool nor any memcg is as close to its limit as a round wants it. */
  #hasRoom(): boolean {
    const { limit, pool, memcgs } = this.#options.zswap;
    if (limit.maxPages - pool.pagesAllocated < this.#roomPages) return false;
    return memcgs.every((memcg) => memcg.roomBytes() >= this.#roomPages * PAGE_SIZE);
  }

  #nextFiller(): Folio {
    const number = this.#fillers.length;
    return {
      number,
      slot: FIRST_FILLER_SLOT + number,
      page: number,
      pageCount: 1,
      memcg: number % this.#options.zswap.memcgs.length,
      zeroPages: 0,
    };
  }
}
