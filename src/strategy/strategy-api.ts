import { PAGE_SIZE } from '../common/page.js';
import { never, uncheckedFolio, uncheckedPages } from './overshoot-bound.js';
import { STRATEGIES } from './strategies.js';
import type { Strategy } from './strategy.js';

/** Argument of a strategy module's default export, so that a module imports nothing and works from any folder. */
export interface StrategyApi {
  /** Built-in strategies by name, for reuse: `{ ...strategies.batch, summary: '...' }`. */
  readonly strategies: Readonly<Record<string, Strategy>>;
  /** Bytes in a page: 4096. */
  readonly PAGE_SIZE: number;
  /** Overshoot bounds: none, a whole folio for each task, or the given pages for each task. */
  readonly overshootBounds: {
    readonly never: typeof never;
    readonly uncheckedFolio: typeof uncheckedFolio;
    readonly uncheckedPages: typeof uncheckedPages;
  };
}

/** Parts of a strategy that a module may omit. */
type OptionalParts = 'summary' | 'overshootBound' | 'knownDrift';

/** Strategy returned by a module. */
export type ModuleStrategy = Omit<Strategy, OptionalParts | 'module'> &
  Partial<Pick<Strategy, OptionalParts>>;

/** Default export of a strategy module. */
export type StrategyModule = (api: StrategyApi) => ModuleStrategy | Promise<ModuleStrategy>;

export const STRATEGY_API: StrategyApi = Object.freeze({
  strategies: Object.freeze(Object.fromEntries(STRATEGIES)),
  PAGE_SIZE,
  overshootBounds: Object.freeze({ never, uncheckedFolio, uncheckedPages }),
});
