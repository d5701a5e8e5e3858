import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalLimit, memcgLimit } from '../../../src/model/zswap/limit.js';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { atLimit, unlimited } from '../../../src/strategy/policy/at-limit.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';
import { scriptedLimit } from '../../support/scripted-limit.js';
import { folioAt } from '../../support/watched-zswap.js';

test('the pool is compared with its limit as it is, however large the folio', () => {
  // A limit of 4 pages, a threshold of 2.
  const zswap = bareZswap({ maxPages: 4, acceptPercent: 50 });
  const policy = completePolicy(atLimit, zswap, globalLimit(zswap));
  const huge = folioAt(0, 512);
  for (let slot = 0; slot < 3; slot++) putPage(zswap, slot);
  assert.equal(policy.admit(huge, 512), null, '3 < 4');
  putPage(zswap, 3);
  assert.equal(policy.admit(huge, 512), 'pool_limit');
  zswap.erase(0);
  assert.equal(policy.admit(huge, 1), 'hysteresis');
  zswap.erase(1);
  assert.equal(policy.admit(huge, 512), null);
});

test('a memcg is at its limit with its last whole page', () => {
  const zswap = bareZswap({ memcgMaxPages: 2 });
  const policy = completePolicy(atLimit, zswap, memcgLimit(zswap));
  putPage(zswap, 0, 4096);
  putPage(zswap, 1, 4095);
  assert.equal(policy.admit(folioAt(9, 512), 512), null, '8191 bytes are one page');
  putPage(zswap, 2, 1);
  assert.equal(policy.admit(folioAt(9, 1), 1), 'memcg_limit');
});

test('at-limit: no check after admission, and no reservation', () => {
  for (const kind of ['global', 'memcg'] as const) {
    const limit = scriptedLimit(kind);
    for (const policy of [atLimit, unlimited].map((factory) =>
      completePolicy(factory, bareZswap(), limit),
    )) {
      limit.room = -1;
      assert.equal(policy.charge(folioAt(0, 4), 4096), null);
      assert.equal(policy.settle(folioAt(0, 4), 16_384), null);
      policy.undo(folioAt(0, 4));
      assert.deepEqual(limit.reserved, []);
      assert.equal(
        policy.rechecks,
        false,
        'at-limit: a store continues after a page was written back',
      );
    }
  }
});

test('at-limit: no refusal without a limit', () => {
  const limit = { ...scriptedLimit('memcg'), refusal: 'memcg_limit' as const, room: -1 };
  assert.equal(completePolicy(unlimited, bareZswap(), limit).admit(folioAt(0, 512), 512), null);
});
