import type { Random } from '../common/random.js';
import type { Folio } from '../model/folio/folio.js';
import type { SlotRange } from '../model/folio/swap-slots.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { LIMIT_CAUSES } from '../result/reject-causes.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import type { Arrivals, Outcome } from './arrivals.js';
import { ResidentFolios } from './resident-folios.js';
import { asleep, type Job, PARKED, type Waker, type Work } from './virtual-cpus.js';

/**
 * Scenario steady: stores, loads and frees in balance at the limit. From the first refusal at a limit on, as many pages leave as arrive.
 * The seed decides which folios leave; half of them are loaded page by page, half are freed.
 */
export class Steady implements Work<Outcome> {
  readonly #arrivals: Arrivals;
  readonly #zswap: Zswap;
  readonly #random: Random;
  /** Folios that were stored and have not left; their pages may have been written back. */
  readonly #resident = new ResidentFolios();
  #balanced = false;
  /** Pages that arrived minus pages that left, since the first refusal at a limit. */
  #owed = 0;

  constructor(arrivals: Arrivals, zswap: Zswap, random: Random) {
    this.#arrivals = arrivals;
    this.#zswap = zswap;
    this.#random = random;
  }

  next(task: number, _nowNs: number, cpus: Waker): Job<Outcome> | typeof PARKED {
    if (this.#owed > 0 && this.#resident.count > 0) {
      const folio = this.#resident.take(this.#random.below(this.#resident.count));
      this.#owed -= folio.pageCount;
      return this.#random.below(2) === 0 ? this.#load(folio) : this.#free(folio);
    }
    const folio = this.#arrivals.take(task);
    return folio === null ? PARKED : this.#arrivals.store(task, folio, cpus.cpuOf(task));
  }

  ended(task: number, outcome: Outcome, nowNs: number): number {
    if (outcome === null) return 0;
    const { folio, deviceNs } = this.#arrivals.stored(task, outcome, nowNs);
    this.arrived(folio, outcome);
    return deviceNs;
  }

  /** Notes the outcome of a folio's store. */
  arrived(folio: Folio, { refused, storedPages }: StoreOutcome): void {
    if (LIMIT_CAUSES.has(refused)) this.#balanced = true;
    if (this.#balanced) this.#owed += folio.pageCount;
    if (storedPages > 0) this.#resident.add(folio);
  }

  *#load(folio: SlotRange): Job<null> {
    const { costs } = this.#zswap;
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
      yield costs.loadNs;
      if (!this.#zswap.load(slot)) yield asleep(costs.deviceNsPerPage);
    }
    return null;
  }

  *#free(folio: SlotRange): Job<null> {
    yield this.#zswap.costs.freeNs * folio.pageCount;
    this.#zswap.eraseFolio(folio);
    return null;
  }
}
