import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ExpectedCounters } from '../../../src/verify/expected/expected-counters.js';

const none = { pages: 0, bytes: 0, incompressible: 0 };

test('expected counters: a store is in flight until its outcome event', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.began(0, { slot: 8, page: 0, pageCount: 2 });
  expectedCounters.acting = 0;
  expectedCounters.allocated(1, 1000);
  expectedCounters.published(8, 1000, 1);
  expectedCounters.allocated(2, 4096);
  expectedCounters.published(9, 4096, 1);
  // Nothing must be counted yet, everything may be.
  assert.deepEqual(expectedCounters.all, {
    settled: none,
    inFlight: { pages: 2, bytes: 5096, incompressible: 1 },
  });
  assert.deepEqual(expectedCounters.memcgs[0], { settled: none, inFlight: none });
  assert.equal(expectedCounters.storesInFlight, 1);

  expectedCounters.accepted(2);
  const two = { settled: { pages: 2, bytes: 5096, incompressible: 1 }, inFlight: none };
  assert.deepEqual(expectedCounters.all, two);
  assert.deepEqual(expectedCounters.memcgs[1], two);
  assert.equal(expectedCounters.storesInFlight, 0);
  assert.equal(expectedCounters.acceptedPages, 2);
  assert.equal(expectedCounters.livePages, 2);
  assert.equal(expectedCounters.poolObjects, 2);
});

test('expected counters: an outcome settles the pages of the acting store only', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.acting = 0;
  expectedCounters.published(0, 100, 0);
  expectedCounters.acting = 1;
  expectedCounters.published(1, 200, 0);
  expectedCounters.refused();
  assert.deepEqual(expectedCounters.all.settled, { pages: 1, bytes: 200, incompressible: 0 });
  assert.deepEqual(expectedCounters.all.inFlight, { pages: 1, bytes: 100, incompressible: 0 });
});

test('expected counters: pages without a store are settled at once', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.published(3, 700, 0);
  assert.deepEqual(expectedCounters.all.settled, { pages: 1, bytes: 700, incompressible: 0 });
  expectedCounters.freed(3, 700);
  assert.deepEqual(expectedCounters.all, { settled: none, inFlight: none });
  assert.equal(expectedCounters.holds(3), false);
});

// zswap frees an older entry before it says that the new one is visible.
test('expected counters: a replaced page is removed from the settled ones', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.published(5, 300, 0);
  expectedCounters.acting = 0;
  expectedCounters.freed(5, 300);
  expectedCounters.published(5, 900, 0);
  assert.deepEqual(expectedCounters.all, {
    settled: none,
    inFlight: { pages: 1, bytes: 900, incompressible: 0 },
  });
  assert.equal(expectedCounters.livePages, 1);
});

test('expected counters: freeing an unpublished entry throws', () => {
  assert.throws(() => new ExpectedCounters().freed(5, 300), /not visible/);
});

test('expected counters: writeback is counted, and recorded by slot', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.published(5, 300, 0);
  expectedCounters.freed(5, 300);
  expectedCounters.writtenBack(5);
  assert.equal(expectedCounters.writtenBackPages, 1);
  assert.equal(expectedCounters.wasTaken(5), true);
  assert.equal(expectedCounters.wasTaken(6), false);
  assert.equal(expectedCounters.writtenBackInFlight, 0);
});

test('expected counters: writeback of every slot of a folio in flight is counted', () => {
  for (const [slot, noticed] of [
    [7, 0],
    [8, 1],
    [9, 1],
    [10, 0],
  ]) {
    const expectedCounters = new ExpectedCounters();
    expectedCounters.began(0, { slot: 8, page: 0, pageCount: 2 });
    expectedCounters.writtenBack(slot);
    assert.equal(expectedCounters.writtenBackInFlight, noticed, `slot ${slot}`);
  }
});

test('expected counters: loads and objects are counted', () => {
  const expectedCounters = new ExpectedCounters();
  expectedCounters.allocated(7, 1030);
  expectedCounters.loaded();
  assert.deepEqual([expectedCounters.loadedPages, expectedCounters.poolObjects], [1, 1]);
  // 1038 bytes with the handle take a slot of 1056, 31 of which fit into a chain of 8 pages.
  assert.equal(expectedCounters.poolPages, 8);
  expectedCounters.released(7);
  assert.deepEqual([expectedCounters.poolObjects, expectedCounters.poolPages], [0, 0]);
});
