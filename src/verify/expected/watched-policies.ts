import type { RejectCause } from '../../result/reject-causes.js';
import type { LimitPolicies, LimitPolicy } from '../../strategy/limit-policy.js';
import type { Strategy } from '../../strategy/strategy.js';
import type { ExpectedStores } from './expected-stores.js';

/** Returns policies that report their answers, and for how many pages a store asks. */
export function watchedPolicies(
  { global, memcg }: LimitPolicies,
  stores: ExpectedStores,
  { clairvoyant }: Strategy,
): LimitPolicies {
  const all = clairvoyant === true;
  return {
    global: watched(global, 'global', { stores, needsAnswer: () => true }),
    // The kernel goes on without a check where its own one refused and a page was written back.
    memcg: watched(memcg, 'memcg', { stores, needsAnswer: (cause) => all || cause === 'headroom' }),
  };
}

interface Watching {
  readonly stores: ExpectedStores;
  /** Whether pages count as checked only once the policy accepts them. */
  readonly needsAnswer: (cause: RejectCause) => boolean;
}

function watched(
  policy: LimitPolicy,
  limit: keyof LimitPolicies,
  { stores, needsAnswer }: Watching,
): LimitPolicy {
  return {
    ...policy,
    admit: (folio, pages) => {
      const refused = policy.admit(folio, pages);
      const counts = refused === null || !needsAnswer(refused);
      stores.checkedLimit(limit, { pages, counts, refused, folioPages: folio.pageCount });
      return refused;
    },
    charge: (folio, length) => stores.policyAnswered(policy.charge(folio, length)),
    settle: (folio, bytes) => stores.policyAnswered(policy.settle(folio, bytes)),
    undo: (folio) => {
      stores.uncheckedLimit(limit);
      policy.undo(folio);
    },
  };
}
