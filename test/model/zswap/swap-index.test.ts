import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_ENTRY } from '../../../src/model/zswap/entries.js';
import { SwapIndex } from '../../../src/model/zswap/swap-index.js';

test('a slot holds the latest entry and tells which it replaced', () => {
  const index = new SwapIndex();
  assert.equal(index.get(7), NO_ENTRY);
  assert.equal(index.store(7, 100), NO_ENTRY);
  assert.equal(index.store(7, 101), 100);
  assert.equal(index.get(7), 101);
  assert.equal(index.erase(7), 101);
  assert.equal(index.erase(7), NO_ENTRY);
  assert.equal(index.get(7), NO_ENTRY);
});

test('entry 0 is an entry like any other', () => {
  const index = new SwapIndex();
  index.store(0, 0);
  assert.equal(index.get(0), 0);
  assert.deepEqual([...index], [0]);
});

test('neighbours on either side of a 512-slot border do not mix', () => {
  const index = new SwapIndex();
  index.store(511, 1);
  index.store(512, 2);
  index.store(512 + 511, 3);
  assert.deepEqual(
    [511, 512, 0, 1023].map((slot) => index.get(slot)),
    [1, 2, NO_ENTRY, 3],
  );
  assert.equal(index.erase(511), 1);
  assert.deepEqual([...index].sort(), [2, 3]);
});

test('slots up to 2^32 - 1 are distinct', () => {
  const index = new SwapIndex();
  const last = 2 ** 32 - 1;
  index.store(last, 5);
  index.store(2 ** 31, 6);
  assert.deepEqual([index.get(last), index.get(2 ** 31), index.get(0)], [5, 6, NO_ENTRY]);
});

test('a cluster without entries takes no memory, however often its slots were overwritten', () => {
  const index = new SwapIndex();
  const before = process.memoryUsage().arrayBuffers;
  // 5000 clusters of 512 entries, 10 MB if each stayed.
  for (let slot = 0; slot < 5000 * 512; slot += 512) {
    index.store(slot, 1);
    index.store(slot, 2);
    index.erase(slot);
  }
  assert.ok(process.memoryUsage().arrayBuffers - before < 1 << 20);
});

test('any sequence of storing and erasing leaves what a map would hold', () => {
  // Few slots in a handful of clusters, so that clusters empty, vanish and come back as others.
  const slot = fc
    .tuple(fc.nat({ max: 4 }), fc.constantFrom(0, 1, 511))
    .map(([c, at]) => c * 512 + at);
  const operations = fc.array(fc.tuple(fc.boolean(), slot), { maxLength: 150 });
  fc.assert(
    fc.property(operations, (sequence) => {
      const index = new SwapIndex();
      const model = new Map<number, number>();
      for (const [entry, [store, at]] of sequence.entries()) {
        const old = model.get(at) ?? NO_ENTRY;
        if (store) {
          assert.equal(index.store(at, entry), old);
          model.set(at, entry);
        } else {
          assert.equal(index.erase(at), old);
          model.delete(at);
        }
        for (const [known, held] of model) assert.equal(index.get(known), held);
        assert.deepEqual(new Set(index), new Set(model.values()));
        assert.equal([...index].length, model.size);
      }
    }),
  );
});
