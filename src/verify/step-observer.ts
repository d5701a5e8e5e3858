import type { Folio } from '../model/folio/folio.js';
import type { StepPoint } from '../model/zswap/step-hooks.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';
import type { Footprint } from './touched-state.js';

/** Step of a task. */
export interface ObservedStep {
  /** Step points that it reached. */
  readonly points: ReadonlySet<StepPoint>;
  /** State that it touched, but for sums. */
  readonly touched: Footprint;
}

/** Observes every step of a case. */
export interface StepObserver {
  /** Called once the case is set up. */
  started?(zswap: Zswap): void;
  /** Called after a step of a task. */
  stepped?(task: number, zswap: Zswap, step: ObservedStep): void;
  /** Called at the end of a store, before {@link stepped}. */
  ended?(folio: Folio, outcome: StoreOutcome): void;
  /** Called after the last step, before all pages are read back. */
  finished?(zswap: Zswap): void;
}
