import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUpCase } from '../../../src/verify/case-setup.js';
import { ExpectedCounters } from '../../../src/verify/expected/expected-counters.js';
import { FaultInjector } from '../../../src/verify/fault-injector.js';
import { caseOf, caseParts, fault, store, subjectOf } from '../../support/check-cases.js';

// A pool of 1 page a page (4096 bytes do not share), 4 of them there, 16 in all: it accepts again from 14 down
// (90% of 16 is 14.4).
function limited() {
  const faults = new FaultInjector([fault('pool_limit', 7), fault('memcg_limit', 0)]);
  const subject = subjectOf('batch', [4096]);
  const plan = caseOf([store(16)], { roomPages: 12, memcgRoomPages: 1 });
  const { zswap, folios } = setUpCase(subject, plan, caseParts(new ExpectedCounters(), faults));
  const [folio] = folios;
  assert.ok(folio);
  assert.equal(zswap.pool.pagesAllocated, 4);
  assert.equal(zswap.limit.maxPages, 16);
  return { faults, zswap, folio };
}

test('checked zswap: real limit checks are right below, above and back below the limit', () => {
  const { zswap, folio } = limited();
  const handles: number[] = [];
  const seen: (string | null)[] = [];
  for (const pages of [15, 16, 17, 15, 14, 15]) {
    while (zswap.pool.pagesAllocated < pages) handles.push(zswap.pool.malloc(4096));
    while (zswap.pool.pagesAllocated > pages) zswap.pool.free(handles.pop() as number);
    seen.push(zswap.checkLimits(folio));
  }
  assert.deepEqual(seen, [null, 'pool_limit', 'pool_limit', 'hysteresis', null, null]);
  assert.equal(zswap.wrongPoolChecks, 0);
  assert.equal(zswap.limitHits, 2);
});

test('checked zswap: a wrong acceptance counts -1, a wrong refusal +1', () => {
  const { zswap, folio } = limited();
  // The flag is the pool limit's own; a change from outside makes it refuse wrongly, or forget.
  zswap.limit.full = true;
  for (let i = 0; i < 11; i++) zswap.pool.malloc(4096);
  assert.equal(zswap.pool.pagesAllocated, 15);
  assert.equal(zswap.checkLimits(folio), 'hysteresis');
  assert.equal(zswap.wrongPoolChecks, 1);
  const last = zswap.pool.malloc(4096);
  assert.equal(zswap.checkLimits(folio), 'pool_limit');
  assert.equal(zswap.wrongPoolChecks, 1);
  zswap.pool.free(last);
  zswap.limit.full = false;
  assert.equal(zswap.checkLimits(folio), null);
  assert.equal(zswap.wrongPoolChecks, 0);
});

test('checked zswap: a memcg refuses at its limit and at an injected fault', () => {
  const { faults, zswap, folio } = limited();
  const [memcg] = zswap.memcgs;
  // 4 pages are there and room for one.
  assert.equal(memcg.maxPages, 5);
  assert.equal(zswap.mayZswap(folio), true);
  memcg.charge(4095, 1);
  assert.equal(zswap.mayZswap(folio), true);
  memcg.charge(1, 1);
  assert.equal(zswap.mayZswap(folio), false);
  memcg.uncharge(1);
  faults.acting = 0;
  assert.equal(zswap.mayZswap(folio), false);
  assert.equal(faults.injected, 1);
  assert.equal(zswap.mayZswap(folio), true);
  assert.equal(zswap.wrongMemcgChecks, 0);
});
