// Public API for programs and strategy modules.

export type { Terminal } from './cli/terminal.js';
export { type Comparison, compareResults as compare } from './commands/compare/comparison.js';
export { gateResults as gate, type ResultRules } from './commands/gate/gate-results.js';
export type { CellVerdict, GateReport } from './commands/gate/gate-verdict.js';
export { Failure } from './common/errors.js';
export { type Plan, runPlan as run } from './library.js';
export type { RunObserver } from './measure/corpus-run.js';
export type { Folio } from './model/folio/folio.js';
export type { Limit } from './model/zswap/limit.js';
export type { Zswap } from './model/zswap/zswap.js';
export { main } from './program.js';
export type { Cell, ResultDocument } from './result/document.js';
export { readResult } from './result/read.js';
export type { LimitPolicies, LimitPolicy, PolicyFactory } from './strategy/limit-policy.js';
export type { Store } from './strategy/store.js';
export type { StoreOutcome } from './strategy/store-outcome.js';
export { STRATEGIES } from './strategy/strategies.js';
export type { StorePath, Strategy } from './strategy/strategy.js';
export type { ModuleStrategy, StrategyApi, StrategyModule } from './strategy/strategy-api.js';
