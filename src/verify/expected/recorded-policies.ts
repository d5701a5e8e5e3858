import type { LimitPolicy, PolicyFactory } from '../../strategy/limit-policy.js';
import type { Strategy } from '../../strategy/strategy.js';
import { POLICY_STATE, type TouchedState, USAGE } from '../touched-state.js';

/** Returns a strategy whose policies record that they read usage, and state of their own. */
export function withRecordedPolicies(strategy: Strategy, touched: TouchedState): Strategy {
  return {
    ...strategy,
    global: recorded(strategy.global, touched),
    memcg: recorded(strategy.memcg, touched),
  };
}

/** Only methods of the policy's own are recorded: the default ones keep no state, and the zswap records their checks. */
function recorded(factory: PolicyFactory, touched: TouchedState): PolicyFactory {
  return (zswap, limit) => {
    const own = factory(zswap, limit);
    const { admit, charge, settle, undo } = own;
    const keepsState = charge !== undefined || settle !== undefined || undo !== undefined;
    const note = () => {
      touched.reads |= USAGE;
      touched.writes |= keepsState ? POLICY_STATE : 0;
    };
    const noting =
      <Result>(method: (...args: Parameters<LimitPolicy['charge']>) => Result) =>
      (...args: Parameters<LimitPolicy['charge']>): Result => {
        note();
        return method(...args);
      };
    return {
      ...own,
      ...(admit && { admit: noting(admit) }),
      ...(charge && { charge: noting(charge) }),
      ...(settle && { settle: noting(settle) }),
      ...(undo && {
        undo: (folio) => {
          note();
          undo(folio);
        },
      }),
    };
  };
}
