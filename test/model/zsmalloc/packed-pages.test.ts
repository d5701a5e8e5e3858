import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../../src/common/page.js';
import { packedPages } from '../../../src/model/zsmalloc/packed-pages.js';
import { ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';

test('packed pages: equal those of a pool after stores alone', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: PAGE_SIZE }), { maxLength: 400 });
  fc.assert(
    fc.property(lengths, (stored) => {
      const pool = new ZsPool(null);
      const objects = new Uint32Array(PAGE_SIZE + 1);
      for (const length of stored) {
        pool.malloc(length);
        objects[length]++;
      }
      assert.equal(packedPages(objects), pool.pagesAllocated);
    }),
  );
});
