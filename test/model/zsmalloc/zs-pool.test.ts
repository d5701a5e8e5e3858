import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sizeClasses } from '../../../src/model/zsmalloc/size-classes.js';
import { type Handle, ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';

const zspageOf = (handle: Handle) => Math.floor(handle / 256);

function mallocs(pool: ZsPool, length: number, count: number): Handle[] {
  return Array.from({ length: count }, () => pool.malloc(length));
}

test('a zspage counts with its first object and until its last', () => {
  // 2041..2168 bytes: 8 pages for 15 objects.
  const pool = new ZsPool(null);
  const first = mallocs(pool, 2100, 15);
  assert.equal(pool.pagesAllocated, 8);
  const sixteenth = pool.malloc(2100);
  assert.equal(pool.pagesAllocated, 16, 'the 16th object brings 8 pages at once');
  for (const handle of first.slice(1)) pool.free(handle);
  assert.equal(pool.pagesAllocated, 16, '14 objects freed give nothing back');
  pool.free(first[0]);
  assert.equal(pool.pagesAllocated, 8);
  pool.free(sixteenth);
  assert.equal(pool.pagesAllocated, 0);
  assert.equal(pool.peakPages, 16, 'the most there ever was');
});

test('an allocation takes the fullest zspage that has room', () => {
  // 15 objects a zspage. 4 of 15 are 26%, group 3; 8 of 15 are 53%, group 6. The emptier one joins its group last, so
  // that it would be found first if fullness did not count.
  const pool = new ZsPool(null);
  const fuller = mallocs(pool, 2100, 15);
  const emptier = mallocs(pool, 2100, 15);
  for (const handle of fuller.slice(0, 7)) pool.free(handle);
  for (const handle of emptier.slice(0, 11)) pool.free(handle);
  assert.equal(zspageOf(pool.malloc(2100)), zspageOf(fuller[0]));
});

test('of zspages alike full, the one that became so last is taken', () => {
  const pool = new ZsPool(null);
  const handles = mallocs(pool, 2000, 6);
  // Three full pages of two objects; each loses one, the second page last.
  for (const i of [0, 4, 2]) pool.free(handles[i]);
  assert.deepEqual(
    mallocs(pool, 2000, 3).map(zspageOf),
    [handles[2], handles[4], handles[0]].map(zspageOf),
  );
  assert.equal(pool.pagesAllocated, 3);
});

test('a zspage that stays in its group keeps its place', () => {
  // 128 objects of 32 bytes: 13 to 25 objects are 10% to 19%, group 2. B gets there at 25 objects, then A; 20 stay.
  const pool = new ZsPool(null);
  const a = mallocs(pool, 1, 128);
  const b = mallocs(pool, 1, 128);
  for (const handle of b.slice(20)) pool.free(handle);
  for (const handle of a.slice(20)) pool.free(handle);
  assert.equal(zspageOf(pool.malloc(1)), zspageOf(a[0]), 'A entered the group last');
  pool.free(b[0]);
  assert.equal(zspageOf(pool.malloc(1)), zspageOf(a[0]), "B's loss left it in the group");
});

test('only the length itself is limited, to 1 .. 4096 bytes', () => {
  const pool = new ZsPool(null);
  for (const length of [0, 4097, -1, Number.NaN]) {
    assert.throws(() => pool.malloc(length), RangeError, `${length}`);
  }
  assert.equal(pool.pagesAllocated, 0);
  pool.malloc(4096);
  assert.equal(pool.pagesAllocated, 1, 'a huge object has its handle elsewhere');
});

test('names of zspages are used again, so that handles stay small', () => {
  const pool = new ZsPool(null);
  for (let i = 0; i < 100_000; i++) pool.free(pool.malloc(4096));
  assert.equal(zspageOf(pool.malloc(4096)), 0);
});

test('full zspages that are only counted are full zspages', () => {
  // 15 objects of 2100 bytes in 8 pages.
  const classIndex = sizeClasses().classOfLength[2100];
  const pool = new ZsPool(null);
  pool.free(pool.malloc(2100));
  pool.addFull(classIndex, 3);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages, pool.growthOf(2100)], [24, 24, 8]);
  const first = pool.openFull(classIndex);
  assert.deepEqual([pool.pagesAllocated, pool.growthOf(2100)], [24, 8], 'no object became free');
  pool.free(first + 4);
  assert.equal(pool.growthOf(2100), 0);
  assert.equal(pool.malloc(2100), first + 4, 'the only free object');
  for (let object = 0; object < 15; object++) pool.free(first + object);
  assert.equal(pool.pagesAllocated, 16);
  pool.removeFull(classIndex, 2);
  assert.deepEqual([pool.pagesAllocated, pool.peakPages, [...pool.zspages()].length], [0, 24, 0]);
});
