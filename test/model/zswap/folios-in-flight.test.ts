import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LocalHeap } from '../../../src/model/heap/heap.js';
import { planSharedHeap, SharedHeap } from '../../../src/model/heap/shared-heap.js';
import { FoliosInFlight } from '../../../src/model/zswap/folios-in-flight.js';
import { folioOf } from '../../support/bare-zswap.js';
import { CAPACITY } from '../../support/shared-zswap.js';

test('a thread that is alone may have several, in the order in which they came', () => {
  const inFlight = new FoliosInFlight(new LocalHeap());
  const [one, other] = [folioOf(16, 4), folioOf(2 ** 32 - 1, 1)];
  inFlight.add(one);
  inFlight.add(other);
  assert.deepEqual([...inFlight], [one, other]);
  const covered = [15, 16, 19, 20, 2 ** 32 - 1].map((slot) => inFlight.covers(slot));
  assert.deepEqual(covered, [false, true, true, false, true]);
  inFlight.delete(one);
  assert.deepEqual(
    [inFlight.size, inFlight.has(one), inFlight.has(other), inFlight.covers(16)],
    [1, false, true, false],
  );
});

test('each thread knows what the others are storing, and no more of it once that has ended', () => {
  const plan = planSharedHeap(CAPACITY, 3, (heap) => new FoliosInFlight(heap));
  const [a, b, c] = [0, 1, 2].map((thread) => new FoliosInFlight(new SharedHeap(plan, thread)));
  const [first, last] = [folioOf(0, 4), folioOf(2 ** 32 - 4, 4)];
  a.add(first);
  b.add(last);
  const seenBy = (inFlight: FoliosInFlight) =>
    [0, 3, 4, 2 ** 32 - 5, 2 ** 32 - 4, 2 ** 32 - 1].map((slot) => inFlight.covers(slot));
  const expected = [true, true, false, false, true, true];
  assert.deepEqual([a, b, c].map(seenBy), [expected, expected, expected]);
  a.delete(last);
  assert.equal(c.covers(0), true, "what is not a thread's own is not taken back");
  a.delete(first);
  b.delete(last);
  assert.deepEqual(
    [a, b, c].map(seenBy),
    [0, 1, 2].map(() => new Array(6).fill(false)),
  );
});
