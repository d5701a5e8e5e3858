import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Heap, LocalHeap } from '../../../src/model/heap/heap.js';
import { PerThread } from '../../../src/model/heap/per-thread.js';
import { planSharedHeap, SharedHeap } from '../../../src/model/heap/shared-heap.js';

const CAPACITY = { entries: 0, zspages: 0, frames: 0, clusters: 0, nodes: 0 };

test('numbers per thread: each thread adds to its own, and all read the sum', () => {
  const over = (heap: Heap) => new PerThread(heap, 2);
  const plan = planSharedHeap(CAPACITY, 3, over);
  const [first, second, third] = [0, 1, 2].map((thread) => over(new SharedHeap(plan, thread)));
  first.add(0, 5);
  second.add(0, -2);
  second.set(1, 7);
  second.add(1, 1);
  assert.deepEqual([first.get(0), second.get(0), second.get(1), third.get(0)], [5, -2, 8, 0]);
  for (const numbers of [first, second, third]) {
    assert.deepEqual([numbers.sum(0), numbers.sum(1)], [3, 8]);
  }
});

test('numbers per thread: 128 bytes apart, and at most half of that', () => {
  const { state } = planSharedHeap(CAPACITY, 3, (heap) => new PerThread(heap, 8));
  assert.equal(state.byteLength, 3 * 128);
  assert.throws(() => new PerThread(new LocalHeap(), 9), RangeError);
});
