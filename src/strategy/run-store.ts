import { Failure } from '../common/errors.js';
import type { Folio } from '../model/folio/folio.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { limitPolicies } from './limit-policies.js';
import type { LimitPolicies } from './limit-policy.js';
import { moduleFailure, thrownText } from './module-failure.js';
import { type InFlight, Store } from './store.js';
import type { StoreOutcome } from './store-outcome.js';
import type { StorePath, Strategy } from './strategy.js';

/** A strategy on one zswap, with policies that keep state between stores. */
export interface StoreSetting {
  readonly strategy: Strategy;
  readonly zswap: Zswap;
  readonly policies: LimitPolicies;
}

export function storeSetting(strategy: Strategy, zswap: Zswap): StoreSetting {
  return { strategy, zswap, policies: limitPolicies(strategy, zswap) };
}

/**
 * Starts the store of a folio and marks the folio in flight until the store ends or throws. No other code marks folios.
 *
 * @returns the store; `next()` takes a step
 */
export function runStore(setting: StoreSetting, folio: Folio): RunningStore {
  return new RunningStore(setting, folio);
}

/** Takes all steps of a store without a pause. */
export function completeStore(store: RunningStore): StoreOutcome {
  let step = store.next();
  while (step.done !== true) step = store.next();
  return step.value;
}

// More steps than any terminating store path needs.
const STEPS_PER_PAGE = 64;
const STEPS_BESIDE = 1000;

/** A store in flight: `next()` takes one step. A path that violates its contract ends it with an error that names the step. */
export class RunningStore implements InFlight {
  readonly #setting: StoreSetting;
  readonly #folio: Folio;
  readonly #store: Store;
  readonly #path: StorePath;
  #stepsLeft: number;

  constructor(setting: StoreSetting, folio: Folio) {
    const { strategy, zswap, policies } = setting;
    this.#setting = setting;
    this.#folio = folio;
    this.#stepsLeft = maxStepsOf(folio);
    this.#store = new Store(zswap, folio, policies, this);
    zswap.inFlight.add(folio);
    try {
      this.#path = strategy.path(this.#store);
    } catch (error) {
      throw this.#thrown(error);
    }
  }

  /** @throws Failure if a module's path violates its contract, Error if a built-in one does */
  next(): IteratorResult<number, StoreOutcome> {
    if (this.#stepsLeft-- === 0) throw this.#endless();
    let step: IteratorResult<number, StoreOutcome>;
    try {
      step = this.#path.next();
    } catch (error) {
      throw this.#thrown(error);
    }
    if (step.done === true) this.#end(step.value);
    else if (!isTime(step.value)) throw this.#noTime(step.value);
    return step;
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** Clears the folio's mark. */
  clear(): void {
    this.#setting.zswap.inFlight.delete(this.#folio);
  }

  #end(outcome: StoreOutcome | null): void {
    if (outcome === null || outcome !== this.#store.outcome) {
      throw this.#violation('path() to return the outcome of its store', 'another value returned');
    }
    this.clear();
  }

  #endless(): Error {
    return this.#violation(`path() to end within ${maxStepsOf(this.#folio)} steps`, 'it in flight');
  }

  #noTime(value: unknown): Error {
    return this.#violation('path() to yield the cost of a step in ns', `${value} yielded`);
  }

  #thrown(error: unknown): unknown {
    if (this.#setting.strategy.module !== undefined && !(error instanceof Failure)) {
      return this.#violation('path() not to throw', thrownText(error), error);
    }
    this.clear();
    return error;
  }

  /** Clears the folio's mark and returns the error for a violated contract. */
  #violation(expected: string, found: string, cause?: unknown): Error {
    const { module } = this.#setting.strategy;
    const step = maxStepsOf(this.#folio) - this.#stepsLeft;
    const where = `${found} at step ${step}: ${this.#store}`;
    this.clear();
    if (module !== undefined) return moduleFailure(module, expected, where, cause);
    return new Error(`expected ${expected}; found ${where}`, { cause });
  }
}

/** Returns whether a value yielded by a path is a number of ns. */
function isTime(costNs: unknown): boolean {
  return typeof costNs === 'number' && costNs >= 0 && costNs < Number.POSITIVE_INFINITY;
}

function maxStepsOf({ pageCount }: Folio): number {
  return STEPS_BESIDE + STEPS_PER_PAGE * pageCount;
}
