import assert from 'node:assert/strict';
import { test } from 'node:test';
import { grown } from '../../../src/model/heap/column.js';
import type { Heap } from '../../../src/model/heap/heap.js';
import { planSharedHeap, SharedHeap } from '../../../src/model/heap/shared-heap.js';

const CAPACITY = { entries: 3, zspages: 2, frames: 1, clusters: 1, nodes: 1 };

/** Allocates the columns of a structure. */
function structure(heap: Heap) {
  return {
    bytes: heap.column(Uint8Array, heap.capacity.entries),
    wide: heap.column(Float64Array, heap.capacity.zspages),
    words: heap.words(1),
    locks: heap.locks('thing', 2),
  };
}

function planOf(threads: number) {
  return planSharedHeap(CAPACITY, threads, structure);
}

test('shared heap: the plan has the size of all columns, and words and locks have cache lines of their own', () => {
  // 3 bytes and 5 of padding, 2 * 8, to the end of a line; a word, 2 locks
  const { state, frames } = planOf(1);
  assert.equal(state.byteLength, 64 + 64 + 64);
  assert.equal(frames.byteLength, 4096);
});

test('shared heap: threads share their columns, words, locks and frames', () => {
  const plan = planOf(2);
  const heaps = [new SharedHeap(plan, 0), new SharedHeap(plan, 1)];
  const [one, other] = heaps.map(structure);
  one.bytes[2] = 7;
  one.wide[1] = 0.5;
  one.words.add(0, 3);
  one.locks.lock(1);
  assert.deepEqual([other.bytes[2], other.wide[1], other.words.get(0)], [7, 0.5, 3]);
  assert.deepEqual(heaps[1].heldLocks(), [{ lock: 'thing 1', thread: 0 }]);
  assert.deepEqual([heaps[0].usedBytes, heaps[1].thread, heaps[1].threads], [192, 1, 2]);
  heaps[0].frames[5] = 9;
  assert.equal(heaps[1].frames[5], 9);
});

test('shared heap: a column cannot grow', () => {
  const { bytes } = structure(new SharedHeap(planOf(1), 0));
  assert.equal(grown(bytes, 3), bytes);
  assert.throws(() => grown(bytes, 4), { message: 'a shared column of 3 elements is full' });
});
