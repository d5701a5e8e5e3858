import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';
import { ShadowZsmalloc } from '../../../src/verify/expected/shadow-zsmalloc.js';
import { sourceFiles } from '../../support/source-files.js';

// The comparison is only useful if both are independent.
test('shadow zsmalloc: imports nothing', () => {
  const files = sourceFiles().filter(({ path }) => path === 'verify/expected/shadow-zsmalloc.ts');
  assert.equal(files.length, 1);
  assert.deepEqual(files[0].imports, []);
  assert.deepEqual(files[0].packages, []);
});

// Chains of 8 pages for a slot of 1056 bytes, 31 to a zspage; a slot of 2048 is alone on its page with one other.
test('shadow zsmalloc: a zspage counts from its first object to its last', () => {
  const shadow = new ShadowZsmalloc();
  for (let handle = 0; handle < 31; handle++) shadow.allocated(handle, 1030);
  assert.equal(shadow.pages, 8);
  shadow.allocated(31, 1030);
  assert.equal(shadow.pages, 16);
  for (let handle = 0; handle < 30; handle++) shadow.released(handle, 1030);
  assert.equal(shadow.pages, 16);
  shadow.released(30, 1030);
  assert.equal(shadow.pages, 8);
  shadow.released(31, 1030);
  assert.equal(shadow.pages, 0);
});

test('shadow zsmalloc: freeing an unallocated object throws', () => {
  assert.throws(() => new ShadowZsmalloc().released(1, 100), /not allocated/);
});

// Lengths of few classes, so that lists have several zspages whose order matters, and any length beside them.
const length = fc.oneof(
  fc.constantFrom(20, 600, 1030, 1300, 2000, 2700, 3400, 4096),
  fc.integer({ min: 1, max: 4096 }),
);
const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ allocate: length }) },
  { weight: 2, arbitrary: fc.record({ free: fc.nat() }) },
);

test('shadow zsmalloc: same pages as the pool after every allocation and free', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 400, size: 'max' }), (operations) => {
      const pool = new ZsPool(null);
      const shadow = new ShadowZsmalloc();
      const live: { handle: number; length: number }[] = [];
      for (const each of operations) {
        if ('allocate' in each) {
          const handle = pool.malloc(each.allocate);
          shadow.allocated(handle, each.allocate);
          live.push({ handle, length: each.allocate });
        } else if (live.length > 0) {
          const [{ handle, length: freed }] = live.splice(each.free % live.length, 1);
          pool.free(handle);
          shadow.released(handle, freed);
        }
        assert.equal(shadow.pages, pool.pagesAllocated);
      }
    }),
    { numRuns: 150, seed: 1 },
  );
});
