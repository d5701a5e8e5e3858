// Public API for programs and strategy modules.

export type { Folio } from './model/folio/folio.js';
export type { Limit } from './model/zswap/limit.js';
export type { Zswap } from './model/zswap/zswap.js';
export { main } from './program.js';
export type { ResultDocument } from './result/document.js';
export type { LimitPolicies, LimitPolicy, PolicyFactory } from './strategy/limit-policy.js';
export type { Store } from './strategy/store.js';
export type { StoreOutcome } from './strategy/store-outcome.js';
export { STRATEGIES } from './strategy/strategies.js';
export type { StorePath, Strategy } from './strategy/strategy.js';
export type { ModuleStrategy, StrategyApi, StrategyModule } from './strategy/strategy-api.js';
