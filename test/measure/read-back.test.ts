import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReadBack } from '../../src/measure/read-back.js';
import { ZsPool } from '../../src/model/zsmalloc/zs-pool.js';
import { ZspageMemory } from '../../src/model/zsmalloc/zspage-memory.js';
import { joined } from '../support/memory-source.js';
import { honest, inflating, lazy, pageOfLength, rejecting } from '../support/toy-compressor.js';

const PAGES = joined(pageOfLength(300), pageOfLength(4096));

/** Creates a pool with an object of `bytes`. */
function poolWith(bytes: Uint8Array) {
  const pool = new ZsPool(new ZspageMemory());
  pool.malloc(bytes.length); // the tested object is not the first
  const handle = pool.malloc(bytes.length);
  pool.write(handle, bytes);
  return { pool, handle };
}

test('read-back: an object is compared with all bytes of its page', () => {
  const readBack = new ReadBack(honest);
  const { pool, handle } = poolWith(PAGES.subarray(0, 300));
  readBack.check(pool, handle, 300, PAGES.subarray(0, 4096));
  assert.deepEqual([readBack.checked, readBack.mismatches], [1, 0]);
  for (const at of [0, 299, 300, 4095]) {
    const changed = PAGES.slice();
    changed[at]++;
    readBack.check(pool, handle, 300, changed);
  }
  readBack.check(pool, handle, 300, PAGES.subarray(4096));
  assert.deepEqual([readBack.checked, readBack.mismatches], [6, 5]);
});

test('read-back: an uncompressed page is not decompressed', () => {
  const readBack = new ReadBack(inflating);
  const { pool, handle } = poolWith(PAGES.subarray(4096));
  readBack.check(pool, handle, 4096, PAGES.subarray(4096));
  assert.equal(readBack.mismatches, 0);
  readBack.check(pool, handle, 4096, PAGES.subarray(0, 4096));
  assert.equal(readBack.mismatches, 1);
});

test('read-back: invalid compressed data is a mismatch and does not stop the check', () => {
  const readBack = new ReadBack(rejecting);
  const { pool, handle } = poolWith(PAGES.subarray(0, 300));
  readBack.check(pool, handle, 300, PAGES.subarray(0, 4096));
  readBack.check(pool, handle, 300, PAGES.subarray(0, 4096));
  assert.deepEqual([readBack.checked, readBack.mismatches], [2, 2]);
});

test('read-back: bytes left over from an earlier page do not count as restored', () => {
  const readBack = new ReadBack(lazy);
  const { pool, handle } = poolWith(PAGES.subarray(0, 300));
  readBack.check(pool, handle, 300, PAGES.subarray(0, 4096));
  assert.equal(readBack.mismatches, 1, 'the page ends in zeros, as a fresh buffer does');
  const { pool: other, handle: whole } = poolWith(PAGES.subarray(4096));
  readBack.check(other, whole, 4096, PAGES.subarray(4096));
  const copy = PAGES.slice(4096);
  readBack.check(other, whole, 4000, copy);
  assert.equal(readBack.mismatches, 2, 'the last 96 bytes are left over from the page before');
});
