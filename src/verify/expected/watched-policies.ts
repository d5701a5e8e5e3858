import type { LimitPolicies, LimitPolicy } from '../../strategy/limit-policy.js';
import type { ExpectedStores } from './expected-stores.js';

/** Returns policies that report the pages for which a store asks them, and the end of such a question. */
export function watchedPolicies(
  { global, memcg }: LimitPolicies,
  stores: ExpectedStores,
): LimitPolicies {
  return { global: watched(global, 'global', stores), memcg: watched(memcg, 'memcg', stores) };
}

function watched(
  policy: LimitPolicy,
  limit: keyof LimitPolicies,
  stores: ExpectedStores,
): LimitPolicy {
  return {
    ...policy,
    admit: (folio, pages) => {
      stores.checkedLimit(limit, pages);
      const refused = policy.admit(folio, pages);
      if (refused !== null) stores.limitRefused(limit);
      return refused;
    },
    undo: (folio) => {
      stores.uncheckedLimit(limit);
      policy.undo(folio);
    },
  };
}
