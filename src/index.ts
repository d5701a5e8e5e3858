// What a program or a strategy module that uses this package may rely on.

export type { Folio } from './model/folio/folio.js';
export type { Limit } from './model/zswap/limit.js';
export type { Zswap } from './model/zswap/zswap.js';
export { main } from './program.js';
export type { ResultDocument } from './result/document.js';
export { admit, charge, settle } from './strategy/admission.js';
export { refused, stored } from './strategy/outcome.js';
export { STRATEGIES } from './strategy/registry.js';
export type {
  LimitPolicies,
  LimitPolicy,
  PolicyFactory,
  StoreOutcome,
  StorePath,
  Strategy,
} from './strategy/strategy.js';
