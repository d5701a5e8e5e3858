import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LivePages } from '../../src/measure/live-pages.js';
import { ZsPool } from '../../src/model/zsmalloc/zs-pool.js';
import { ZspageMemory } from '../../src/model/zsmalloc/zspage-memory.js';
import { joined } from '../support/memory-source.js';
import { honest, inflating, pageOfLength } from '../support/toy-compressor.js';

const PAGES = joined(pageOfLength(300, 1), pageOfLength(40, 2), pageOfLength(4096, 3));

function stored(live: LivePages, page: number): Buffer {
  const pool = new ZsPool(new ZspageMemory());
  const length = Math.min(4096, live.compress(page));
  const handle = pool.malloc(length);
  live.store(page, pool, handle, length);
  const at = pool.offsetOf(handle);
  return Buffer.from(pool.chunkOf(handle).subarray(at, at + length));
}

test('live pages: page numbers wrap around, and compressed bytes go to the pool', () => {
  const live = new LivePages(honest, PAGES);
  for (const [page, from, length] of [
    [0, 0, 300],
    [1, 4096, 40],
    [4, 4096, 40],
    [3_000_000_000, 0, 300],
  ] as const) {
    assert.deepEqual(stored(live, page), Buffer.from(PAGES.subarray(from, from + length)));
    assert.equal(live.offsetOf(page), from);
  }
});

test('live pages: an incompressible page is stored uncompressed', () => {
  const live = new LivePages(inflating, PAGES);
  assert.deepEqual(stored(live, 2), Buffer.from(PAGES.subarray(8192)));
});

test('live pages: pages of equal compressed length have their own bytes, also in the next window', () => {
  const live = new LivePages(honest, joined(pageOfLength(300, 1), pageOfLength(300, 2)));
  assert.deepEqual(stored(live, 0), Buffer.from(live.bytes.subarray(0, 300)));
  assert.deepEqual(stored(live, 1), Buffer.from(live.bytes.subarray(4096, 4396)));
  live.bytes = joined(pageOfLength(300, 3));
  assert.equal(live.offsetOf(1), 0);
  assert.deepEqual(stored(live, 1), Buffer.from(live.bytes.subarray(0, 300)));
});
