import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globalLimit, memcgLimit } from '../../../src/model/zswap/limit.js';
import { completePolicy } from '../../../src/strategy/limit-policies.js';
import { reserve } from '../../../src/strategy/policy/reserve.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';
import { assertConsistent } from '../../support/consistency.js';
import { scriptedLimit } from '../../support/scripted-limit.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

/** A zswap that has compressed a page of 1000 bytes. */
function averageOf1000(options: Parameters<typeof bareZswap>[0] = {}) {
  const zswap = bareZswap({ lengths: [1000], ...options });
  zswap.compress(folioAt(0, 1), 0);
  return zswap;
}

test('by hand, of a memcg: claim the estimate, claim more where it was too low, give back what is left', () => {
  // A limit of 4 pages, 16384 bytes.
  const zswap = averageOf1000({ memcgMaxPages: 4, parentMaxPages: 1000 });
  const policy = completePolicy(reserve, zswap, memcgLimit(zswap));
  const [a, b, c] = [folioAt(0, 4), folioAt(8, 8), folioAt(16, 4)];
  const { memcgParent, memcgs } = zswap;
  const reserved = () => [memcgs[0].reservedBytes, memcgParent.reservedBytes];
  assert.equal(policy.admit(a, 4), null);
  assert.equal(policy.admit(b, 8), null);
  assert.deepEqual(reserved(), [12_000, 12_000]);
  // 4384 bytes are left: enough for 4 pages of 1000. Then 384.
  assert.equal(policy.admit(c, 4), null);
  assert.deepEqual(reserved(), [16_000, 16_000]);
  // Two pages of a take 1500 of its 4000 bytes each, the third 500 more than are left; 384 are.
  assert.equal(policy.charge(a, 1500), null);
  assert.equal(policy.charge(a, 1500), null);
  assert.deepEqual(reserved(), [16_000, 16_000], 'paid out of what was claimed');
  assert.equal(policy.charge(a, 1500), 'headroom');
  // c fails and gives its 4000 back. Now a has its 500 more, and 1500 for its last page.
  policy.undo(c);
  assert.deepEqual(reserved(), [12_000, 12_000]);
  assert.equal(policy.charge(a, 1500), null);
  assert.equal(policy.charge(a, 1500), null);
  assert.deepEqual(reserved(), [14_000, 14_000]);
  // At its end a's 6000 bytes are charged and claimed no more.
  assert.equal(policy.settle(a, 6000), null);
  assert.deepEqual(reserved(), [8000, 8000]);
  // b needs half of what it claimed; it all comes back.
  for (let page = 0; page < 8; page++) assert.equal(policy.charge(b, 500), null);
  assert.equal(policy.settle(b, 4000), null);
  assert.deepEqual(reserved(), [0, 0]);
});

test('by hand, of the pool: a page takes a zspage or nothing, and what it takes is claimed no more', () => {
  // 2100 bytes: the first object brings 8 pages, the next 14 none. A limit of 10 pages; an estimate of 4 x 1000 bytes.
  const zswap = averageOf1000({ maxPages: 10 });
  const limit = globalLimit(zswap);
  const policy = completePolicy(reserve, zswap, limit);
  const [a, b] = [folioAt(0, 4), folioAt(8, 4)];
  const room = () => limit.roomBytes(a);
  assert.equal(policy.admit(a, 4), null);
  assert.equal(room(), 10 * 4096 - 4000);
  // 8 pages are 32768 bytes, 28768 more than were claimed. They are then in the pool, and of the claim nothing is left.
  assert.equal(policy.charge(a, 2100), null);
  putPage(zswap, 100, 2100);
  assert.equal(room(), 2 * 4096);
  assert.equal(policy.admit(b, 4), null, '4000 of the 8192');
  assert.equal(room(), 2 * 4096 - 4000);
  assert.equal(policy.charge(a, 2100), null, 'into the same zspage');
  assert.equal(policy.charge(b, 3000), 'headroom', '3 pages for 4 such objects');
  policy.undo(b);
  assert.equal(policy.settle(a, 4200), null);
  assert.equal(room(), 2 * 4096);
});

test('what is claimed may fill the limit exactly, and not pass it', () => {
  const zswap = averageOf1000();
  const limit = scriptedLimit('memcg');
  const policy = completePolicy(reserve, zswap, limit);
  limit.room = 3999;
  assert.equal(policy.admit(folioAt(0, 4), 4), 'headroom');
  assert.deepEqual(limit.reserved, []);
  limit.room = 4000;
  const folio = folioAt(0, 4);
  assert.equal(policy.admit(folio, 4), null);
  assert.equal(limit.room, 0);
  assert.equal(policy.charge(folio, 4000), null);
  assert.equal(policy.charge(folio, 1), 'headroom');
  limit.room = 1;
  assert.equal(policy.charge(folio, 1), null);
  policy.undo(folio);
  assert.equal(limit.room, 4001, 'both claims came back');
  policy.undo(folio);
  assert.equal(limit.room, 4001, 'once');
});

test('reserve: checks the limit itself first, and rechecks after writeback', () => {
  const limit = scriptedLimit('global');
  const policy = completePolicy(reserve, averageOf1000(), limit);
  limit.refusal = 'hysteresis';
  assert.equal(policy.admit(folioAt(0, 4), 4), 'hysteresis');
  assert.deepEqual([limit.reserved, policy.rechecks], [[], true]);
  policy.undo(folioAt(0, 4));
  assert.equal(limit.room, Number.POSITIVE_INFINITY, 'who claimed nothing gives nothing back');
});

test('a folio that is let in once more, as by chunks, begins anew', () => {
  const limit = scriptedLimit('memcg');
  const policy = completePolicy(reserve, averageOf1000(), limit);
  const folio = folioAt(0, 16);
  limit.room = 10_000;
  // Of 8000 bytes 2000 are needed; what was left over has been given back and is no help to the next eight pages.
  assert.equal(policy.admit(folio, 8), null);
  assert.equal(policy.charge(folio, 2000), null);
  assert.equal(policy.settle(folio, 2000), null);
  assert.equal(policy.admit(folio, 8), null);
  assert.equal(limit.room, 2000);
  assert.equal(policy.charge(folio, 9000), null);
  assert.equal(limit.room, 1000);
  assert.equal(policy.charge(folio, 1001), 'headroom');
  policy.undo(folio);
  assert.equal(limit.room, 10_000);
});

test('a folio that is admitted by the memcg and not by the pool gives its claim back', () => {
  const strategy = STRATEGIES.get('reserve') as Strategy;
  const watched = new WatchedZswap({ lengths: [100], memcgMaxPages: 100, maxPages: 3 });
  assert.equal(watched.store(strategy, folioAt(0, 4)).refused, 'headroom');
  assert.deepEqual(watched.reservedBytes(), [0, 0, 0]);
  assert.equal(watched.zswap.workerQueued, true);
});

test('reserve: concurrent stores count each reservation of the other', () => {
  // Without an average a folio of 4 claims 16384 bytes: the memcg's 4 pages. The second finds nothing left although not
  // a page is in; when the first has ended, with 400 bytes, there is room.
  const strategy = STRATEGIES.get('reserve') as Strategy;
  const watched = new WatchedZswap({ lengths: [100], memcgMaxPages: 4, writeback: false });
  const first = watched.begin(strategy, folioAt(0, 4));
  first.next();
  first.next();
  assert.equal(watched.store(strategy, folioAt(4, 4)).refused, 'headroom');
  assert.equal(runToEnd(first).outcome.refused, null);
  assert.equal(watched.store(strategy, folioAt(4, 4)).refused, null);
  assertConsistent(watched);
});
