import { globalLimit, memcgLimit } from '../model/zswap/limit.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies, Strategy } from './strategy.js';

/** A strategy's policies for the limits of one zswap. */
export function policiesOf(strategy: Strategy, zswap: Zswap): LimitPolicies {
  return {
    global: strategy.global(zswap, globalLimit(zswap)),
    memcg: strategy.memcg(zswap, memcgLimit(zswap)),
  };
}
