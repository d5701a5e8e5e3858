import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FOLIO_PAGES } from '../../../src/model/folio/folio.js';
import { SwapSlots } from '../../../src/model/folio/swap-slots.js';

test('each size fills a cluster of its own', () => {
  const slots = new SwapSlots();
  // Cluster 0 goes to single pages, 512 to folios of 4, 1024 to a folio of 512; then each goes on in its own.
  assert.deepEqual(
    [1, 4, 512, 4, 1, 512].map((pages) => slots.take(pages)),
    [0, 512, 1024, 516, 1, 1536],
  );
});

test('a full cluster is followed by the next free one', () => {
  const slots = new SwapSlots();
  assert.equal(slots.take(256), 0);
  assert.equal(slots.take(16), 512);
  assert.equal(slots.take(256), 256);
  assert.equal(slots.take(256), 1024, 'cluster 0 is full, cluster 1 belongs to folios of 16');
});

test('slots are aligned, in one cluster of one size, and never handed out twice', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FOLIO_PAGES), { maxLength: 300 }), (sizes) => {
      const slots = new SwapSlots();
      const taken = new Set<number>();
      const sizeOfCluster = new Map<number, number>();
      for (const size of sizes) {
        const first = slots.take(size);
        assert.equal(first % size, 0);
        const cluster = Math.floor(first / 512);
        assert.equal(Math.floor((first + size - 1) / 512), cluster);
        assert.equal(sizeOfCluster.get(cluster) ?? size, size);
        sizeOfCluster.set(cluster, size);
        for (let slot = first; slot < first + size; slot++) {
          assert.ok(!taken.has(slot));
          taken.add(slot);
        }
      }
      assert.equal(Math.max(-1, ...sizeOfCluster.keys()), sizeOfCluster.size - 1, 'none skipped');
    }),
  );
});
