// What a program or a strategy module that uses this package may rely on.

export { main } from './cli/program.js';
export type { Folio } from './folio/folio.js';
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
export type { Limit } from './zswap/limit.js';
export type { Zswap } from './zswap/zswap.js';
