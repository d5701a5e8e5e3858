import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setUpCase } from '../../src/verify/case-setup.js';
import type { CheckCase } from '../../src/verify/check-case.js';
import { ExpectedCounters } from '../../src/verify/expected/expected-counters.js';
import { FaultInjector } from '../../src/verify/fault-injector.js';
import { caseOf, caseParts, fault, shrink, store, subjectOf } from '../support/check-cases.js';

function setupOf(plan: CheckCase, lengths: readonly number[] = [1000]) {
  const expectedCounters = new ExpectedCounters();
  const faults = new FaultInjector(plan.faults);
  return {
    expectedCounters,
    faults,
    ...setUpCase(subjectOf('batch', lengths), plan, caseParts(expectedCounters, faults)),
  };
}

test('case setup: four background pages, every second one with a clear referenced bit', () => {
  const { zswap, expectedCounters, background, folios } = setupOf(caseOf([store(2), shrink(1)]));
  assert.deepEqual(expectedCounters.all.settled, { pages: 4, bytes: 4000, incompressible: 0 });
  assert.equal(zswap.counters.stored_pages, 4);
  assert.equal(zswap.memcgs[0].lru.size, 4);
  assert.equal(zswap.memcgs[1].lru.size, 0);
  const { slot, referenced } = zswap.entries;
  const bits = [...zswap.memcgs[0].lru].map((entry) => [slot[entry], referenced[entry]]);
  assert.deepEqual(
    bits,
    [0, 1, 2, 3].map((index) => [background.slot + index, index % 2]),
  );
  assert.equal(folios[0]?.pageCount, 2);
  assert.equal(folios[1], null);
});

test('case setup: older entries at the slots of a store that wants them, in its memcg', () => {
  const { zswap, expectedCounters, folios } = setupOf(
    caseOf([store(2), store(3, { older: true, memcg: 1 })]),
  );
  assert.deepEqual(expectedCounters.memcgs[1].settled, {
    pages: 3,
    bytes: 3000,
    incompressible: 0,
  });
  const slots = folios.map((folio) => folio?.slot ?? -1);
  assert.equal(zswap.has(slots[0]), false);
  assert.deepEqual(
    [0, 1, 2, 3].map((index) => zswap.has(slots[1] + index)),
    [true, true, true, false],
  );
});

test('case setup: no limits without rooms', () => {
  const { zswap, folios } = setupOf(caseOf([store(1)]));
  const folio = folios[0];
  assert.ok(folio);
  assert.equal(zswap.memcgs[0].maxPages, null);
  assert.equal(zswap.memcgParent.maxPages, null);
  assert.equal(zswap.checkLimits(folio), null);
  assert.equal(zswap.mayZswap(folio), true);
});

test('case setup: room is added to the initial usage', () => {
  const plan = caseOf([store(8, { older: true, memcg: 1 })], {
    roomPages: 3,
    memcgRoomPages: 2,
    parentRoomPages: 1,
  });
  const { zswap } = setupOf(plan);
  assert.equal(zswap.limit.maxPages, zswap.pool.pagesAllocated + 3);
  // The fuller memcg has 8000 bytes, one whole page; both together have 12000, two.
  assert.equal(zswap.memcgs[0].maxPages, 1 + 2);
  assert.equal(zswap.memcgs[1].maxPages, 1 + 2);
  assert.equal(zswap.memcgParent.maxPages, 2 + 1);
});

test('case setup: faults are not injected during setup', () => {
  const { faults, zswap } = setupOf(
    caseOf([store(2, { older: true })], { faults: [fault('index_node', 0)] }),
  );
  assert.equal(faults.injected, 0);
  assert.equal(zswap.counters.stored_pages, 6);
});
