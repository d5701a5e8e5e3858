import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Limit } from '../../src/model/zswap/limit.js';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import { policiesOf } from '../../src/strategy/policies.js';
import { ONLY_ADMITS } from '../../src/strategy/policy/at-limit.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import type { PolicyFactory, Strategy } from '../../src/strategy/strategy.js';
import { bareZswap } from '../support/bare-zswap.js';

test('each policy is made for its own limit of the zswap', () => {
  const made: [string, Zswap, Limit['passed']][] = [];
  const policy = { ...ONLY_ADMITS, admit: () => null };
  const factory =
    (name: string): PolicyFactory =>
    (zswap, limit) => {
      made.push([name, zswap, limit.passed]);
      return name === 'global' ? policy : { ...policy };
    };
  const batch = STRATEGIES.get('batch') as Strategy;
  const zswap = bareZswap();
  const strategy = { ...batch, global: factory('global'), memcg: factory('memcg') };
  const { global, memcg } = policiesOf(strategy, zswap);
  assert.equal(global, policy);
  assert.notEqual(memcg, policy);
  assert.deepEqual(
    made.toSorted().map(([name, on, passed]) => [name, on === zswap, passed]),
    [
      ['global', true, 'pool_limit'],
      ['memcg', true, 'memcg_limit'],
    ],
  );
});
