import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isZeroPage, PAGE_SIZE } from '../../src/common/page.js';

test('a page of zeros is a zero page wherever it lies', () => {
  const bytes = new Uint8Array(3 * PAGE_SIZE).fill(1);
  bytes.fill(0, 100, 100 + PAGE_SIZE);
  assert.equal(isZeroPage(bytes, 100), true);
  assert.equal(isZeroPage(bytes, 99), false, 'the byte before it is 1');
  assert.equal(isZeroPage(bytes, 101), false, 'the byte after it is 1');
});

test('one byte anywhere in the page decides, none outside of it does', () => {
  const at = fc.integer({ min: 0, max: 3 * PAGE_SIZE - 1 });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 255 }), (position, value) => {
      const bytes = new Uint8Array(3 * PAGE_SIZE);
      bytes[position] = value;
      const inside = position >= PAGE_SIZE && position < 2 * PAGE_SIZE;
      assert.equal(isZeroPage(bytes, PAGE_SIZE), !inside);
    }),
  );
});
