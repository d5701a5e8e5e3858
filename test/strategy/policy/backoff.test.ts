import assert from 'node:assert/strict';
import { test } from 'node:test';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { backoff } from '../../../src/strategy/policy/backoff.js';
import { bareZswap } from '../../support/bare-zswap.js';
import { neededBytes, scriptedLimit } from '../../support/scripted-limit.js';
import { folioAt } from '../../support/watched-zswap.js';

const FOLIO = folioAt(0, 4);

/** A policy with an average of 1000 bytes; `needs` is what it asks for a page, `ends` a store that ends with such room. */
function setup(kind: 'global' | 'memcg') {
  const zswap = bareZswap({ lengths: [1000] });
  zswap.compress(FOLIO, 0);
  const limit = scriptedLimit(kind);
  const policy = completePolicy(backoff, zswap, limit);
  return {
    policy,
    limit,
    needs: () => neededBytes(policy, limit, 1),
    ends: (room: number, bytes: number) => {
      limit.room = room;
      assert.equal(policy.settle(FOLIO, bytes), null, 'it never undoes a store');
    },
  };
}

test('backoff: the estimate grows by half after each overshoot, up to the uncompressed size', () => {
  const { needs, ends } = setup('global');
  assert.equal(needs(), 1000);
  // Factors in 256ths: 384, 576, 864, 1296; the last is above 4.096, and goes no higher from there.
  for (const asked of [1500, 2250, 3375, 4096, 4096, 4096]) {
    ends(-1, 4000);
    assert.equal(needs(), asked);
  }
  // With each store that stays below, the factor falls by a 64th of what it is above 256, rounded up: from 1296 by 17
  // (1040 / 64 = 16.25), four times by 16, five by 15, four by 14, two by 13 to 1058. That is 4132.9 bytes and still
  // capped; 1045 is 4082.1, 1032 is 4031.3.
  for (let store = 0; store < 16; store++) ends(0, 4000);
  assert.equal(needs(), 4096);
  ends(0, 4000);
  assert.equal(needs(), 4083);
  ends(0, 4000);
  assert.equal(needs(), 4032);
});

test('a store that stays below brings it back by a 64th of the excess, and never below the estimate', () => {
  const { needs, ends } = setup('global');
  ends(-1, 4000);
  // 384 - ceil(128 / 64) = 382: 1492.2 bytes; 382 - ceil(126 / 64) = 380: 1484.4.
  ends(0, 4000);
  assert.equal(needs(), 1493);
  ends(0, 4000);
  assert.equal(needs(), 1485);
  for (let store = 0; store < 200; store++) ends(0, 4000);
  assert.equal(needs(), 1000);
});

test('the pool shows an overshoot at once, a memcg when the folio’s bytes are added', () => {
  // 4000 bytes are in the pool already if there is room for 0 more, but not yet in the memcg.
  const pool = setup('global');
  pool.ends(0, 4000);
  assert.equal(pool.needs(), 1000);
  const memcg = setup('memcg');
  memcg.ends(4000, 4000);
  assert.equal(memcg.needs(), 1000);
  memcg.ends(3999, 4000);
  assert.equal(memcg.needs(), 1500);
});

test('backoff: checks the limit itself first, rechecks after a refusal, and reserves nothing', () => {
  const { policy, limit } = setup('memcg');
  limit.refusal = 'memcg_limit';
  limit.room = 0;
  assert.equal(policy.admit(FOLIO, 4), 'memcg_limit');
  limit.refusal = null;
  assert.equal(policy.admit(FOLIO, 4), 'headroom');
  limit.room = 3999;
  assert.equal(policy.admit(FOLIO, 4), 'headroom');
  limit.room = 4000;
  assert.equal(policy.admit(FOLIO, 4), null);
  assert.equal(policy.charge(FOLIO, 4096), null);
  policy.undo(FOLIO);
  assert.deepEqual([policy.rechecks, limit.reserved], [true, []]);
});
