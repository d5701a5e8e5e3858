import type { CounterName } from '../model/zswap/counters.js';
import type { PolicyFactory } from './limit-policy.js';
import type { Store } from './store.js';
import type { StoreOutcome } from './store-outcome.js';

/**
 * A store in flight. Each `yield` is a point where another CPU may run, and its value is the cost of the step that
 * follows, in virtual ns: the step takes effect when that time has passed. Returns the outcome that a step of the store
 * returned. A timed run takes all steps without a pause.
 */
export type StorePath = Generator<number, StoreOutcome, void>;

/** zswap_store() for one folio that is not wholly zero. Must end within `64 x pages + 1000` steps. */
export type StorePathFunction = (store: Store) => StorePath;

/** Parameters of an overshoot bound. */
export interface BoundContext {
  /** Concurrent stores. */
  readonly tasks: number;
  /** Pages of the largest folio. */
  readonly folioPages: number;
}

/** A store path, a policy for each limit, and their declared properties. */
export interface Strategy {
  /** One line. */
  readonly summary: string;
  readonly path: StorePathFunction;
  readonly global: PolicyFactory;
  readonly memcg: PolicyFactory;
  /** Maximum overshoot of the global limit, in pages; `check` holds the strategy to it. */
  readonly overshootBound: (context: BoundContext) => number;
  /** Counters with a declared drift, which reproduces a kernel bug. */
  readonly knownDrift: readonly CounterName[];
  /** Kernel preset that it always runs on; without one, the preset of the run. */
  readonly kernel?: string;
  /** Whether a folio may end up partly stored. */
  readonly splits?: true;
  /**
   * Whether a store shrinks its memcg up to twice per page until a limit has room: before it stores its pages, or after. Absent: at
   * most once, as the kernel. `check` holds the strategy to it.
   */
  readonly makesRoom?: 'before' | 'after';
  /** Whether a store that would end past a limit is undone instead; `check` holds the strategy to it. */
  readonly endsWithin?: true;
  /** Whether it knows compressed lengths in advance, so that timed figures have no meaning. */
  readonly clairvoyant?: true;
  /** Module that it was loaded from, as the user gave it. */
  readonly module?: string;
}
