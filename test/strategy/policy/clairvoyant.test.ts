import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalLimit, memcgLimit } from '../../../src/model/zswap/limit.js';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { clairvoyant } from '../../../src/strategy/policy/clairvoyant.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';
import { folioAt } from '../../support/watched-zswap.js';

test('the pool must hold what the pages will really take, page for page', () => {
  // 2100 bytes: 15 in 8 pages; 3000: 4 in 3; 4096: one. A pool of 12 with one of 2100 has 4 pages left, and 14 places.
  const zswap = bareZswap({ lengths: [2100, 3000, 5000, 4096], maxPages: 12 });
  const policy = completePolicy(clairvoyant, zswap, globalLimit(zswap));
  putPage(zswap, 100, 2100);
  const { limit, counters } = zswap;
  limit.full = true;
  // Pages 0 and 1: a free place and 3 pages. Pages 0 to 2: 4 pages. Pages 0 to 3: 5.
  assert.equal(policy.admit(folioAt(0, 2), 2), null);
  assert.equal(policy.admit(folioAt(0, 3), 3), null);
  assert.equal(policy.admit(folioAt(0, 4), 4), 'pool_limit');
  assert.deepEqual(
    [limit.full, counters.pool_limit_hit],
    [true, 0],
    'the flag is not its business',
  );
});

test('a memcg’s limit must hold their bytes', () => {
  const zswap = bareZswap({ lengths: [1000, 5000], memcgMaxPages: 2 });
  const policy = completePolicy(clairvoyant, zswap, memcgLimit(zswap));
  // 8192 bytes: 1000 + 4096 fit, and 3096 more; two such folios do not.
  assert.equal(policy.admit(folioAt(0, 2), 2), null);
  putPage(zswap, 100, 3096);
  assert.equal(policy.admit(folioAt(0, 2), 2), null);
  putPage(zswap, 101, 1);
  assert.equal(policy.admit(folioAt(0, 2), 2), 'memcg_limit');
  assert.equal(policy.admit(folioAt(0, 1), 1), null);
});

test('it is never wrong, so that it holds nothing and has nothing to say later', () => {
  const zswap = bareZswap({ maxPages: 0 });
  const policy = completePolicy(clairvoyant, zswap, globalLimit(zswap));
  assert.equal(policy.charge(folioAt(0, 1), 4096), null);
  assert.equal(policy.settle(folioAt(0, 1), 4096), null);
  policy.undo(folioAt(0, 1));
  assert.equal(policy.rechecks, true);
});
