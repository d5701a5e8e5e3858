import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limit } from '../../src/model/zswap/limit.js';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import { completePolicy, limitPolicies } from '../../src/strategy/limit-policies.js';
import type { PolicyFactory } from '../../src/strategy/limit-policy.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { bareZswap, folioOf } from '../support/bare-zswap.js';
import { scriptedLimit } from '../support/scripted-limit.js';

test('each policy is made for its own limit of the zswap', () => {
  const made: [Zswap, Limit['exceeded']][] = [];
  const factory =
    (cause: 'pool_limit' | 'memcg_limit'): PolicyFactory =>
    (zswap, limit) => {
      made.push([zswap, limit.exceeded]);
      return { admit: () => cause };
    };
  const batch = STRATEGIES.get('batch') as Strategy;
  const zswap = bareZswap();
  const strategy = { ...batch, global: factory('pool_limit'), memcg: factory('memcg_limit') };
  const { global, memcg } = limitPolicies(strategy, zswap);
  assert.deepEqual(
    [global, memcg].map((policy) => policy.admit(folioOf(0, 1), 1)),
    ['pool_limit', 'memcg_limit'],
  );
  assert.deepEqual(
    made.toSorted().map(([on, exceeded]) => [on === zswap, exceeded]),
    [
      [true, 'memcg_limit'],
      [true, 'pool_limit'],
    ],
  );
});

test('a policy without methods is the kernel: its check, and nothing else', () => {
  const limit = scriptedLimit('global');
  const policy = completePolicy(() => ({}), bareZswap(), limit);
  const folio = folioOf(0, 4);
  assert.equal(policy.admit(folio, 4), null);
  limit.refusal = 'hysteresis';
  assert.equal(policy.admit(folio, 4), 'hysteresis');
  policy.undo(folio);
  assert.deepEqual(
    [policy.charge(folio, 100), policy.settle(folio, 400), policy.rechecks],
    [null, null, false],
  );
  assert.deepEqual(limit.reserved, []);
});

test('a policy with one method has the defaults beside it', () => {
  const limit = scriptedLimit('memcg');
  limit.refusal = 'memcg_limit';
  const policy = completePolicy(() => ({ charge: () => 'headroom' }), bareZswap(), limit);
  assert.deepEqual(
    [policy.admit(folioOf(0, 1), 1), policy.charge(folioOf(0, 1), 9)],
    ['memcg_limit', 'headroom'],
  );
});
