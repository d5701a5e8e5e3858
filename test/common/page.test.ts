import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isZeroPage, PAGE_SIZE } from '../../src/common/page.js';

test('isZeroPage: true for a page of zeros at any offset', () => {
  const bytes = new Uint8Array(3 * PAGE_SIZE).fill(1);
  bytes.fill(0, 100, 100 + PAGE_SIZE);
  assert.equal(isZeroPage(bytes, 100), true);
  assert.equal(isZeroPage(bytes, 99), false, 'the byte before it is 1');
  assert.equal(isZeroPage(bytes, 101), false, 'the byte after it is 1');
});

test('isZeroPage: depends on every byte of the page and on no other', () => {
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
