import type { Folio } from '../folio/folio.js';
import type { LimitPolicies, Strategy } from '../strategy/strategy.js';
import { ZspageMemory } from '../zsmalloc/zspage-memory.js';
import type { PoolLimit } from '../zswap/pool-limit.js';
import { stepCosts } from '../zswap/step-costs.js';
import { Zswap } from '../zswap/zswap.js';
import type { CellPlan } from './cell.js';
import type { LivePages } from './live-pages.js';

const NOBODY = {
  published() {},
  freed() {},
  accepted() {},
  refused() {},
};

/** A strategy on a zswap that holds real bytes, storing one folio after another as one thread does. */
export class StoreRig {
  readonly zswap: Zswap;
  readonly #strategy: Strategy;
  readonly #limits: LimitPolicies;

  constructor(cell: CellPlan, pages: LivePages, limit: PoolLimit) {
    this.zswap = new Zswap({
      limit,
      pages,
      costs: stepCosts(cell.compressor.cost),
      memory: new ZspageMemory(),
      events: NOBODY,
      keepIncompressible: true,
    });
    this.#strategy = cell.strategy;
    this.#limits = { global: cell.strategy.globalPolicy(this.zswap) };
  }

  /** Stores a folio; false if it was refused. */
  store(folio: Folio): boolean {
    const path = this.#strategy.path(this.zswap, folio, this.#limits);
    for (;;) {
      const step = path.next();
      if (step.done === true) return step.value.refused === null;
    }
  }

  /** Takes folios out again. */
  erase(folios: readonly Folio[]): void {
    for (const folio of folios) this.zswap.eraseFolio(folio);
  }
}
