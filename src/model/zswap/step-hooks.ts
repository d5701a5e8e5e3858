import type { Folio } from '../folio/folio.js';

/** Steps of a store at which hooks are called. The order is part of what a seed of `check` means. */
export const STEP_POINTS = [
  /** The global limit check; failing, it finds the pool at its limit. */
  'pool_limit',
  /** The memcg limit check; failing, it finds the memcg at its limit. */
  'memcg_limit',
  /** zswap_pool_tryget(); failing, the pool is being replaced. */
  'pool_ref',
  /** The allocation of one entry; failing, the slab has none, or not all of a batch. */
  'entry_alloc',
  /** The compression of a page; failing, the compressor reports an error. */
  'compress_error',
  /** The compressed length; failing, the page does not compress. */
  'incompressible',
  /** zs_malloc(); failing, it finds no memory. */
  'zs_malloc',
  /** The xarray store; failing, it finds no memory for a node. */
  'index_node',
] as const;

export type StepPoint = (typeof STEP_POINTS)[number];

/** Called at each step point of a store; decides whether the step fails. */
export interface StepHooks {
  /** Returns whether the step that the folio's store is about to take fails. */
  at(point: StepPoint, folio: Folio): boolean;
}

/** Reports each step point that stores reach, then lets other hooks decide; without others, no step fails. */
export class StepTracer implements StepHooks {
  readonly #reached: (point: StepPoint, folio: Folio) => void;
  readonly #next: StepHooks | null;

  constructor(reached: (point: StepPoint, folio: Folio) => void, next: StepHooks | null = null) {
    this.#reached = reached;
    this.#next = next;
  }

  at(point: StepPoint, folio: Folio): boolean {
    this.#reached(point, folio);
    return this.#next?.at(point, folio) ?? false;
  }
}
