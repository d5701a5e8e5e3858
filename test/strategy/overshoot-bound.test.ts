import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { sizeClasses } from '../../src/model/zsmalloc/size-classes.js';
import { ZsPool } from '../../src/model/zsmalloc/zs-pool.js';
import { never, uncheckedFolio, uncheckedPages } from '../../src/strategy/overshoot-bound.js';
import { BruteZsmalloc } from '../support/brute-zsmalloc.js';

test('overshoot bound: every task may have checked one page below the limit', () => {
  const one = uncheckedPages(() => 1);
  // One page brings at most a zspage of 8. One task: from limit - 1 to limit + 7. Four: to limit - 1 + 32.
  assert.equal(one({ tasks: 1, folioPages: 512 }), 7);
  assert.equal(one({ tasks: 4, folioPages: 512 }), 31);
  assert.equal(never(), 0);
});

test('a folio’s pages each bring a zspage, but not more than one for each class beyond what they fill', () => {
  assert.equal(sizeClasses().classes.length, 119);
  // 16 pages: 16 zspages of 8. 512 pages: 512 pages' worth of full zspages and 119 that are not, not 512 x 8.
  assert.equal(uncheckedFolio({ tasks: 1, folioPages: 16 }), 16 * 8 - 1);
  assert.equal(uncheckedFolio({ tasks: 1, folioPages: 512 }), 512 + 119 * 8 - 1);
  assert.equal(uncheckedFolio({ tasks: 3, folioPages: 512 }), 3 * (512 + 119 * 8) - 1);
});

test('no folio makes a pool grow by more, and some pages make it grow by as much', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 200 });
  fc.assert(
    fc.property(lengths, lengths, (before, folio) => {
      const pool = new ZsPool(null);
      for (const length of before) pool.malloc(length);
      const start = pool.pagesAllocated;
      for (const length of folio) pool.malloc(length);
      // From one page below the limit.
      const bound = uncheckedFolio({ tasks: 1, folioPages: folio.length });
      assert.ok(pool.pagesAllocated - start - 1 <= bound);
    }),
  );
  const worst = new BruteZsmalloc();
  worst.malloc(2100);
  assert.equal(worst.pages - 1, uncheckedFolio({ tasks: 1, folioPages: 1 }));
});
