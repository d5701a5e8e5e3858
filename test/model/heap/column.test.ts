import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { grown } from '../../../src/model/heap/column.js';

test('grown: a column that is long enough is returned as is', () => {
  const column = new Uint16Array(8);
  assert.equal(grown(column, 8), column);
  assert.equal(grown(column, 0), column);
});

test('grown: to at least 64 elements, twice the length, or the requested length', () => {
  // The minimum of 64 applies first; for 65 the doubling applies; 1000 exceeds 2 x 128.
  const first = grown(new Uint32Array(0), 1);
  assert.equal(first.length, 64);
  const second = grown(first, 65);
  assert.equal(second.length, 128);
  assert.equal(grown(second, 1000).length, 1000);
});

test('grown: keeps content and array type, and new elements are zero', () => {
  const columns = fc.oneof(fc.uint8Array(), fc.uint16Array(), fc.uint32Array());
  fc.assert(
    fc.property(columns, fc.nat({ max: 500 }), (column, length) => {
      const wider = grown<Uint8Array | Uint16Array | Uint32Array>(column, length);
      assert.equal(wider.constructor, column.constructor);
      assert.ok(wider.length >= length);
      assert.deepEqual([...wider.subarray(0, column.length)], [...column]);
      assert.ok(wider.subarray(column.length).every((element) => element === 0));
    }),
  );
});
