import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Books } from '../../../src/verify/expected/expected-counters.js';

const none = { pages: 0, bytes: 0, incompressible: 0 };

test('a store is under way until it tells its end', () => {
  const books = new Books();
  books.began(0, { slot: 8, pageCount: 2 });
  books.acting = 0;
  books.allocated(1, 1000);
  books.published(8, 1000, 1);
  books.allocated(2, 4096);
  books.published(9, 4096, 1);
  // Nothing must be counted yet, everything may be.
  assert.deepEqual(books.all, {
    settled: none,
    underWay: { pages: 2, bytes: 5096, incompressible: 1 },
  });
  assert.deepEqual(books.memcgs[0], { settled: none, underWay: none });
  assert.equal(books.storesUnderWay, 1);

  books.accepted(2);
  const two = { settled: { pages: 2, bytes: 5096, incompressible: 1 }, underWay: none };
  assert.deepEqual(books.all, two);
  assert.deepEqual(books.memcgs[1], two);
  assert.equal(books.storesUnderWay, 0);
  assert.equal(books.acceptedPages, 2);
  assert.equal(books.livePages, 2);
  assert.equal(books.poolObjects, 2);
});

test('an end settles the pages of the store that acts and of no other', () => {
  const books = new Books();
  books.acting = 0;
  books.published(0, 100, 0);
  books.acting = 1;
  books.published(1, 200, 0);
  books.refused();
  assert.deepEqual(books.all.settled, { pages: 1, bytes: 200, incompressible: 0 });
  assert.deepEqual(books.all.underWay, { pages: 1, bytes: 100, incompressible: 0 });
});

test('what nobody stores is settled at once', () => {
  const books = new Books();
  books.published(3, 700, 0);
  assert.deepEqual(books.all.settled, { pages: 1, bytes: 700, incompressible: 0 });
  books.freed(3, 700);
  assert.deepEqual(books.all, { settled: none, underWay: none });
  assert.equal(books.holds(3), false);
});

// zswap frees an older entry before it says that the new one is visible.
test('a page that replaces an older one takes that from what is settled', () => {
  const books = new Books();
  books.published(5, 300, 0);
  books.acting = 0;
  books.freed(5, 300);
  books.published(5, 900, 0);
  assert.deepEqual(books.all, {
    settled: none,
    underWay: { pages: 1, bytes: 900, incompressible: 0 },
  });
  assert.equal(books.livePages, 1);
});

test('an entry that was never visible cannot be freed', () => {
  assert.throws(() => new Books().freed(5, 300), /not visible/);
});

test('writeback of a page counts, and is remembered by its slot', () => {
  const books = new Books();
  books.published(5, 300, 0);
  books.freed(5, 300);
  books.writtenBack(5);
  assert.equal(books.writtenBackPages, 1);
  assert.equal(books.wasWrittenBack(5), true);
  assert.equal(books.wasWrittenBack(6), false);
  assert.equal(books.writtenBackUnderWay, 0);
});

test('writeback of a slot whose folio is being stored is noticed, first slot to last', () => {
  for (const [slot, noticed] of [
    [7, 0],
    [8, 1],
    [9, 1],
    [10, 0],
  ]) {
    const books = new Books();
    books.began(0, { slot: 8, pageCount: 2 });
    books.writtenBack(slot);
    assert.equal(books.writtenBackUnderWay, noticed, `slot ${slot}`);
  }
});

test('loads and objects are counted', () => {
  const books = new Books();
  books.allocated(7, 1030);
  books.loaded();
  assert.deepEqual([books.loadedPages, books.poolObjects], [1, 1]);
  // 1038 bytes with the handle take a slot of 1056, 31 of which fit into a chain of 8 pages.
  assert.equal(books.poolPages, 8);
  books.released(7);
  assert.deepEqual([books.poolObjects, books.poolPages], [0, 0]);
});
