import { globalLimit, type Limit, memcgLimit } from '../model/zswap/limit.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies, LimitPolicy, PolicyFactory } from './limit-policy.js';
import type { Strategy } from './strategy.js';

/** Creates a strategy's policies for the limits of one zswap. */
export function limitPolicies(strategy: Strategy, zswap: Zswap): LimitPolicies {
  return {
    global: completePolicy(strategy.global, zswap, globalLimit(zswap)),
    memcg: completePolicy(strategy.memcg, zswap, memcgLimit(zswap)),
  };
}

/** Creates a policy for one limit, with defaults for methods that its factory omits. */
export function completePolicy(factory: PolicyFactory, zswap: Zswap, limit: Limit): LimitPolicy {
  return {
    admit: (folio) => limit.check(folio),
    charge: () => null,
    settle: () => null,
    undo: () => {},
    rechecks: false,
    ...factory(zswap, limit),
  };
}
