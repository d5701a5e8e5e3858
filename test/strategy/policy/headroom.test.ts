import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalLimit, memcgLimit } from '../../../src/model/zswap/limit.js';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { clearance, ratio } from '../../../src/strategy/policy/headroom.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';
import { neededBytes, scriptedLimit } from '../../support/scripted-limit.js';
import { folioAt } from '../../support/watched-zswap.js';

test('clearance: as many pages must be left of the pool as the folio has', () => {
  const zswap = bareZswap({ maxPages: 10 });
  const policy = completePolicy(clearance, zswap, globalLimit(zswap));
  for (let slot = 0; slot < 6; slot++) putPage(zswap, slot);
  assert.equal(policy.admit(folioAt(9, 4), 4), null);
  assert.equal(policy.admit(folioAt(9, 8), 8), 'headroom');
  assert.deepEqual(
    [zswap.limit.full, zswap.counters.pool_limit_hit],
    [false, 0],
    'the limit was not reached, a folio did not fit',
  );
  for (let slot = 6; slot < 10; slot++) putPage(zswap, slot);
  assert.equal(policy.admit(folioAt(9, 4), 4), 'pool_limit');
  assert.deepEqual([zswap.limit.full, zswap.counters.pool_limit_hit], [true, 1]);
});

test('clearance: of a memcg’s limit 4096 bytes a page must be left, at every level', () => {
  const zswap = bareZswap({ memcgs: 2, memcgMaxPages: 4, parentMaxPages: 6 });
  const policy = completePolicy(clearance, zswap, memcgLimit(zswap));
  putPage(zswap, 0, 1, 0);
  // 16383 of 16384 bytes are left, then the parent's 24575 less 16384 are 8191.
  assert.equal(policy.admit(folioAt(9, 4, 9, 0), 4), 'headroom');
  assert.equal(policy.admit(folioAt(9, 4, 9, 1), 4), null);
  for (let slot = 1; slot < 5; slot++) putPage(zswap, slot, 4096, 1);
  assert.equal(policy.admit(folioAt(9, 1, 9, 0), 1), null);
  assert.equal(policy.admit(folioAt(9, 4, 9, 0), 2), 'headroom');
  assert.equal(policy.admit(folioAt(9, 1, 9, 1), 1), 'memcg_limit');
});

test('ratio: the folio’s size at the average length must be left; at first at 4096', () => {
  const zswap = bareZswap({ lengths: [1000, 3000] });
  const limit = scriptedLimit('memcg');
  const policy = completePolicy(ratio, zswap, limit);
  assert.equal(neededBytes(policy, limit, 16), 16 * 4096);
  zswap.compress(folioAt(0, 2), 0);
  assert.equal(neededBytes(policy, limit, 16), 16 * 1000);
  // (127 x 1000 + 3000) / 128 = 1015.625, rounded up.
  zswap.compress(folioAt(0, 2), 1);
  assert.equal(neededBytes(policy, limit, 16), 16 * 1016);
});

test('headroom: both policies check the limit itself first, reserve nothing, and recheck after writeback', () => {
  for (const make of [clearance, ratio]) {
    const limit = scriptedLimit('global');
    const policy = completePolicy(make, bareZswap(), limit);
    limit.refusal = 'hysteresis';
    limit.room = 0;
    assert.equal(policy.admit(folioAt(0, 4), 4), 'hysteresis');
    limit.refusal = null;
    assert.equal(policy.admit(folioAt(0, 4), 4), 'headroom');
    assert.equal(policy.charge(folioAt(0, 4), 4096), null);
    assert.equal(policy.settle(folioAt(0, 4), 4096), null);
    policy.undo(folioAt(0, 4));
    assert.deepEqual(limit.reserved, []);
    assert.equal(policy.rechecks, true);
  }
});
