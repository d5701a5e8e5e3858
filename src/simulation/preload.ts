import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { LIMIT_CAUSES } from '../result/reject-causes.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import type { Arrivals } from './arrivals.js';
import { Neighbourhood } from './neighbourhood.js';

/** Tasks, CPUs and folios of a run. */
export interface PreloadShape {
  readonly tasks: number;
  readonly cpus: number;
  /** Pages of the largest folio. */
  readonly folioPages: number;
}

/**
 * The part of a run before the neighbourhood of a limit: folios stored one after another, in no virtual time, by each task in turn.
 */
export class Preload {
  readonly #arrivals: Arrivals;
  readonly #shape: PreloadShape;
  readonly #memcgs: number;
  readonly #neighbourhood: Neighbourhood;
  #folios = 0;

  constructor(arrivals: Arrivals, zswap: Zswap, shape: PreloadShape) {
    this.#arrivals = arrivals;
    this.#shape = shape;
    this.#memcgs = zswap.memcgs.length;
    this.#neighbourhood = new Neighbourhood(zswap, shape.tasks, shape.folioPages);
  }

  /**
   * Stores up to `folios` folios; false once it has ended, at the latest with the first folio that a limit refuses.
   *
   * @param ended called with each folio and the outcome of its store
   */
  run(folios: number, ended: (folio: Folio, outcome: StoreOutcome) => void): boolean {
    const { tasks, cpus } = this.#shape;
    for (let left = folios; left > 0; left--) {
      const task = this.#folios++ % tasks;
      if (this.#neighbourhood.has(task % this.#memcgs)) return false;
      const stored = this.#arrivals.storeAtOnce(task, task % cpus);
      if (stored === null) return false;
      ended(stored.folio, stored.outcome);
      if (LIMIT_CAUSES.has(stored.outcome.refused)) return false;
    }
    return true;
  }
}
