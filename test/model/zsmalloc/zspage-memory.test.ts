import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { planSharedHeap, SharedHeap } from '../../../src/model/heap/shared-heap.js';
import { type Handle, ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';
import { ZspageMemory } from '../../../src/model/zsmalloc/zspage-memory.js';
import { CAPACITY } from '../../support/shared-zswap.js';

/** Bytes of which every one depends on `seed`. */
function bytesOf(seed: number, length: number): Uint8Array {
  const random = new Random('object', seed);
  return Uint8Array.from({ length }, () => random.below(256));
}

function assertHolds(pool: ZsPool, handle: Handle, bytes: Uint8Array): void {
  const at = pool.offsetOf(handle);
  const found = pool.chunkOf(handle).subarray(at, at + bytes.length);
  assert.equal(Buffer.compare(found, bytes), 0, `object ${handle}`);
}

// The longest objects of classes whose last slot ends where the zspage ends: 1 page of 2 x 2048, 7 pages of 8 x 3584,
// 7 pages of 256 x 112, one page of 4096. And one class with a rest at the end, 8 pages of 15 x 2176.
for (const [length, objects] of [
  [2040, 2],
  [3576, 8],
  [104, 256],
  [4096, 1],
  [2168, 15],
] as const) {
  test(`objects of ${length} bytes survive beside each other, the last of a zspage included`, () => {
    const pool = new ZsPool(new ZspageMemory());
    const stored = Array.from({ length: 3 * objects }, (_, i) => {
      const handle = pool.malloc(length);
      const bytes = bytesOf(i, length);
      pool.write(handle, bytes);
      return { handle, bytes };
    });
    for (const { handle, bytes } of stored) assertHolds(pool, handle, bytes);
  });
}

test('an object may take fewer bytes than it was allocated for', () => {
  const pool = new ZsPool(new ZspageMemory());
  const [first, second] = [pool.malloc(20), pool.malloc(20)];
  pool.write(second, bytesOf(2, 20));
  pool.write(first, bytesOf(1, 7));
  assertHolds(pool, first, bytesOf(1, 7));
  assertHolds(pool, second, bytesOf(2, 20));
});

test('what is stored survives whatever is stored and freed around it', () => {
  const length = fc.oneof(
    fc.constantFrom(1, 24, 2040, 3576, 4096),
    fc.integer({ min: 1, max: 4096 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), length, fc.nat()), { maxLength: 150 }), (steps) => {
      const pool = new ZsPool(new ZspageMemory());
      const stored: { handle: Handle; bytes: Uint8Array }[] = [];
      for (const [i, [free, size, choice]] of steps.entries()) {
        if (free && stored.length > 0) {
          const [{ handle, bytes }] = stored.splice(choice % stored.length, 1);
          assertHolds(pool, handle, bytes);
          pool.free(handle);
        } else {
          const handle = pool.malloc(size);
          const bytes = bytesOf(i, size);
          pool.write(handle, bytes);
          stored.push({ handle, bytes });
        }
      }
      for (const { handle, bytes } of stored) assertHolds(pool, handle, bytes);
    }),
    { numRuns: 50 },
  );
});

test('objects of a zspage lie a slot apart', () => {
  // 3577..3624 bytes take slots of 3632.
  const pool = new ZsPool(new ZspageMemory());
  const offsets = Array.from({ length: 9 }, () => pool.offsetOf(pool.malloc(3600)));
  assert.deepEqual(
    offsets,
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((object) => object * 3632),
  );
});

test("a zspage's frames are consecutive bytes of one chunk and of no other zspage", () => {
  const memory = new ZspageMemory();
  const random = new Random('frames');
  const live: { frame: number; pages: number; places: string[] }[] = [];
  const taken = new Set<string>();
  const chunks: Uint8Array[] = [];
  for (let i = 0; i < 3000; i++) {
    if (live.length > 300 || (live.length > 0 && random.below(3) === 0)) {
      const [{ frame, pages, places }] = live.splice(random.below(live.length), 1);
      memory.release(frame, pages);
      for (const place of places) taken.delete(place);
      continue;
    }
    const pages = 1 + random.below(8);
    const frame = memory.allocate(pages);
    const chunk = memory.chunkOf(frame);
    const offset = memory.offsetOf(frame);
    assert.ok(offset + pages * 4096 <= chunk.length, 'within its chunk');
    if (!chunks.includes(chunk)) chunks.push(chunk);
    const places = Array.from(
      { length: pages },
      (_, page) => `${chunks.indexOf(chunk)}/${offset + page * 4096}`,
    );
    for (const place of places) {
      assert.ok(!taken.has(place), 'no other zspage has it');
      taken.add(place);
    }
    live.push({ frame, pages, places });
  }
});

test('memory grows with what is stored, not with what has passed through', () => {
  const memory = new ZspageMemory();
  assert.equal(memory.chunkOf(0), undefined, 'nothing is taken in advance');
  const pool = new ZsPool(memory);
  const chunks = new Set<Uint8Array>();
  // At most 20 zspages of 8 pages live at once: 160 of a chunk's 256 frames.
  const live: Handle[] = [];
  for (let i = 0; i < 5000; i++) {
    if (live.length === 300) for (const handle of live.splice(0)) pool.free(handle);
    const handle = pool.malloc(2100);
    chunks.add(pool.chunkOf(handle));
    live.push(handle);
  }
  assert.equal(chunks.size, 1);
});

test('a shared heap has its frames from the start; when none is left, what was freed is cut up', () => {
  const plan = planSharedHeap({ ...CAPACITY, frames: 10 }, 1, (heap) => new ZspageMemory(heap));
  const memory = new ZspageMemory(new SharedHeap(plan, 0));
  assert.deepEqual([memory.allocate(4), memory.allocate(5)], [0, 4]);
  memory.release(0, 4);
  assert.equal(memory.allocate(1), 9, 'the last that was never allocated');
  assert.equal(memory.allocate(3), 0, 'of the four');
  assert.equal(memory.allocate(1), 3, 'what is left of them');
  assert.throws(() => memory.allocate(1), RangeError);
  assert.equal(memory.chunkOf(9).length, 10 * 4096);
  assert.equal(memory.offsetOf(9), 9 * 4096);
});
