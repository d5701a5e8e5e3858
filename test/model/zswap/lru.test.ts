import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Entries } from '../../../src/model/zswap/entries.js';
import { Lru } from '../../../src/model/zswap/lru.js';

test('the oldest comes first, and an entry added again is the newest', () => {
  const entries = new Entries();
  const lru = new Lru(entries);
  const [a, b, c] = [entries.allocate(), entries.allocate(), entries.allocate()];
  assert.deepEqual([...lru], []);
  for (const entry of [b, a, c]) lru.add(entry);
  assert.deepEqual([...lru], [b, a, c]);
  lru.remove(b);
  assert.deepEqual([...lru], [a, c]);
  lru.add(b);
  assert.deepEqual([...lru], [a, c, b]);
  assert.equal(lru.size, 3);
});

test('removing an entry that is not on the list changes nothing', () => {
  const entries = new Entries();
  const lru = new Lru(entries);
  const [a, b, fresh] = [entries.allocate(), entries.allocate(), entries.allocate()];
  lru.add(a);
  lru.add(b);
  lru.remove(fresh);
  lru.remove(a);
  lru.remove(a);
  assert.deepEqual([[...lru], lru.size], [[b], 1]);
});

test('a reused entry does not remember its place', () => {
  const entries = new Entries();
  const lru = new Lru(entries);
  const [a, b] = [entries.allocate(), entries.allocate()];
  lru.add(a);
  lru.add(b);
  lru.remove(a);
  entries.release(a);
  const again = entries.allocate();
  lru.remove(again);
  assert.deepEqual([[...lru], lru.size], [[b], 1]);
});

test('older pages are met first, and their entries are made then', () => {
  const entries = new Entries();
  const lru = new Lru(entries);
  const listed = entries.allocate();
  lru.add(listed);
  const made: number[] = [];
  lru.older = {
    get count() {
      return 2 - made.length;
    },
    makeEntry() {
      const entry = entries.allocate();
      entries.slot[entry] = 70 + made.length;
      made.push(entry);
      return entry;
    },
  };
  assert.deepEqual([lru.size, [...lru]], [3, [listed]]);
  const met = [0, 1, 2, 3].map(() => [lru.walk(), lru.metSlot, lru.metReferenced]);
  assert.deepEqual(met, [
    [made[0], 70, true],
    [made[1], 71, true],
    [listed, 0, true],
    [made[0], 70, false],
  ]);
  assert.deepEqual([lru.size, [...lru]], [3, [made[1], listed, made[0]]]);
});

test('any sequence of adding and removing leaves what an array would hold', () => {
  const operations = fc.array(fc.tuple(fc.boolean(), fc.nat({ max: 9 })), { maxLength: 200 });
  fc.assert(
    fc.property(operations, (sequence) => {
      const entries = new Entries();
      const lru = new Lru(entries);
      const all = Array.from({ length: 10 }, () => entries.allocate());
      let model: number[] = [];
      for (const [add, choice] of sequence) {
        const entry = all[choice];
        if (add && !model.includes(entry)) {
          lru.add(entry);
          model.push(entry);
        } else if (!add) {
          lru.remove(entry);
          model = model.filter((other) => other !== entry);
        }
        assert.deepEqual([[...lru], lru.size], [model, model.length]);
      }
    }),
  );
});
