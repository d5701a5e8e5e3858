import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Heap } from '../../../src/model/heap/heap.js';
import { planSharedHeap, SharedHeap } from '../../../src/model/heap/shared-heap.js';
import { ObjCgroup } from '../../../src/model/zswap/obj-cgroup.js';

const CAPACITY = { entries: 0, zspages: 0, frames: 0, clusters: 0, nodes: 0 };

/** A parent and two memcgs below it, as each of several threads has them. */
function trees(threads: number): ObjCgroup[][] {
  const over = (heap: Heap) => {
    const parent = new ObjCgroup(null, heap);
    return [parent, new ObjCgroup(parent, heap), new ObjCgroup(parent, heap)];
  };
  const plan = planSharedHeap(CAPACITY, threads, over);
  return Array.from({ length: threads }, (_, thread) => over(new SharedHeap(plan, thread)));
}

test('a charge takes 64 pages at once, and later charges take bytes and pages out of the stocks', () => {
  const [[parent, memcg]] = trees(1);
  memcg.charge(1000);
  // One page of the 64 is broken up: 3096 bytes remain.
  assert.deepEqual([memcg.chargedPages, memcg.stockedPages], [64, 63]);
  assert.equal(memcg.stockedBytes, 63 * 4096 + 3096);
  memcg.charge(3000);
  assert.deepEqual([memcg.stockedPages, memcg.stockedBytes], [63, 63 * 4096 + 96]);
  memcg.charge(97);
  // 96 bytes are too few for 97: another page of the stock, whose rest joins them.
  assert.deepEqual([memcg.stockedPages, memcg.stockedBytes], [62, 62 * 4096 + 96 + 3999]);
  assert.deepEqual([memcg.chargedPages, parent.chargedPages, parent.stockedBytes], [64, 64, 0]);
});

test('a charge beyond a batch takes its pages and leaves the stock alone', () => {
  const [[, memcg]] = trees(1);
  memcg.charge(4096);
  assert.deepEqual([memcg.chargedPages, memcg.stockedPages], [64, 63]);
  memcg.charge(65 * 4096);
  assert.deepEqual([memcg.chargedPages, memcg.stockedPages], [129, 63]);
});

test('an uncharge fills the stocks, and more than 64 pages go back all at once', () => {
  const [[parent, memcg]] = trees(1);
  memcg.charge(66 * 4096);
  memcg.uncharge(4096);
  assert.deepEqual([memcg.stockedPages, memcg.stockedBytes], [0, 4096], 'a page of bytes stays');
  memcg.uncharge(4096);
  assert.deepEqual([memcg.stockedPages, memcg.stockedBytes], [2, 2 * 4096]);
  for (let page = 2; page < 65; page++) memcg.uncharge(4096);
  assert.deepEqual([memcg.chargedPages, memcg.stockedPages], [66, 64]);
  memcg.uncharge(4096);
  assert.deepEqual([memcg.chargedPages, memcg.stockedBytes, parent.chargedPages], [0, 0, 0]);
});

test('a thread that charges another memcg gives up the bytes that it keeps; the next to refill takes them', () => {
  const [[, one, other], [, oneElsewhere]] = trees(2);
  one.charge(1000);
  other.charge(1000);
  assert.equal(one.stockedBytes, 63 * 4096 + 3096, 'given up, not lost');
  oneElsewhere.charge(4000);
  // Its own batch of 64, the rest of its page, and the 3096 bytes.
  assert.deepEqual([one.chargedPages, one.stockedPages], [128, 126]);
  assert.equal(oneElsewhere.stockedBytes, 126 * 4096 + 3096 + 96);
  oneElsewhere.charge(3192);
  assert.equal(one.stockedBytes, 126 * 4096);
});

test('charged pages are the bytes in use and in stock, after any charges by any threads', () => {
  const charge = fc.record({
    thread: fc.nat({ max: 2 }),
    memcg: fc.integer({ min: 1, max: 2 }),
    bytes: fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.integer({ min: 1, max: 3e6 })),
    back: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(charge, { maxLength: 200, size: 'max' }), (steps) => {
      const threads = trees(3);
      const used: number[][] = [[], [], []];
      for (const { thread, memcg, bytes, back } of steps) {
        const before = back ? used[memcg].pop() : undefined;
        if (before === undefined) {
          threads[thread][memcg].charge(bytes);
          used[memcg].push(bytes);
        } else {
          threads[thread][memcg].uncharge(before);
        }
        const [parent, one, other] = threads[(thread + 1) % 3];
        assert.equal(parent.chargedPages, one.chargedPages + other.chargedPages);
        for (const [number, { chargedPages, stockedBytes, stockedPages }] of [
          one,
          other,
        ].entries()) {
          const sum = used[number + 1].reduce((all, each) => all + each, 0);
          assert.equal(chargedPages * 4096, sum + stockedBytes);
          assert.ok(stockedPages <= 3 * 64);
        }
      }
    }),
  );
});
