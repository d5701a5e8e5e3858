import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Entries, NO_ENTRY } from '../../../src/model/zswap/entries.js';

test('a released entry is used again, and comes back with nothing in it', () => {
  const entries = new Entries();
  const [first, second] = [entries.allocate(), entries.allocate()];
  assert.notEqual(first, second);
  entries.accounted[first] = 1;
  entries.lruNext[first] = second;
  entries.release(first);
  const again = entries.allocate();
  assert.equal(again, first);
  assert.equal(entries.accounted[again], 0, 'not accounted');
  assert.equal(entries.lruNext[again], again, 'not on the LRU');
});

test('every column has room for what the kernel keeps in it', () => {
  const entries = new Entries();
  const entry = entries.allocate();
  entries.length[entry] = 4096;
  for (const column of [entries.slot, entries.handle, entries.page, entries.lruPrevious]) {
    column[entry] = NO_ENTRY;
    assert.equal(column[entry], 0xffff_ffff);
  }
  assert.equal(entries.length[entry], 4096);
});

test('columns grow with what is allocated at once, not with what has passed through', () => {
  const entries = new Entries();
  for (let i = 0; i < 10_000; i++) entries.release(entries.allocate());
  assert.equal(entries.slot.length, 64, 'the least that a column takes');
});

test('no two entries in use are the same, and what was written to each stays', () => {
  const operations = fc.array(fc.tuple(fc.boolean(), fc.nat()), { maxLength: 300 });
  fc.assert(
    fc.property(operations, (sequence) => {
      const entries = new Entries();
      const live: number[] = [];
      const written = new Map<number, number>();
      for (const [i, [release, choice]] of sequence.entries()) {
        if (release && live.length > 0) {
          const [entry] = live.splice(choice % live.length, 1);
          assert.equal(entries.slot[entry], written.get(entry));
          written.delete(entry);
          entries.release(entry);
        } else {
          const entry = entries.allocate();
          assert.ok(!written.has(entry));
          live.push(entry);
          written.set(entry, i);
          entries.slot[entry] = i;
        }
      }
      for (const [entry, slot] of written) assert.equal(entries.slot[entry], slot);
    }),
  );
});
