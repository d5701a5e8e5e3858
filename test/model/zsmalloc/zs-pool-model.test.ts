import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { type Handle, ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';
import { BruteZsmalloc } from '../../support/brute-zsmalloc.js';

/** A pool and the brute-force count, taken through the same allocations and frees. */
class Pair {
  readonly pool = new ZsPool(null);
  readonly brute = new BruteZsmalloc();
  readonly live: { handle: Handle; twin: number }[] = [];
  readonly #handles = new Set<Handle>();
  #peak = 0;

  malloc(length: number): void {
    const handle = this.pool.malloc(length);
    assert.ok(!this.#handles.has(handle), `handle ${handle} is in use already`);
    assert.ok(Number.isInteger(handle) && handle >= 0 && handle < 2 ** 32);
    this.#handles.add(handle);
    this.live.push({ handle, twin: this.brute.malloc(length) });
    this.#compare();
  }

  free(which: number): void {
    const [{ handle, twin }] = this.live.splice(which, 1);
    this.pool.free(handle);
    this.brute.free(twin);
    this.#handles.delete(handle);
    this.#compare();
  }

  #compare(): void {
    const { pages } = this.brute;
    this.#peak = Math.max(this.#peak, pages);
    assert.equal(this.pool.pagesAllocated, pages);
    assert.equal(this.pool.peakPages, this.#peak);
  }
}

test('20,000 seeded allocations and frees cost the pages that the rules say', () => {
  const random = new Random('allocate and free');
  const pair = new Pair();
  for (let step = 0; step < 20_000; step++) {
    // Waves: what is live grows for 4000 steps and shrinks for the next 3000, so zspages fill and drain. Half
    // of all lengths come from a few classes, of 1, 7 and 8 pages a zspage, that then have many zspages at once.
    const growing = step % 7000 < 4000;
    if (pair.live.length === 0 || random.below(10) < (growing ? 7 : 3)) {
      const few = [20, 100, 1040, 2000, 2100, 3620][random.below(6)];
      pair.malloc(random.below(2) === 0 ? few : 1 + random.below(4096));
    } else {
      pair.free(random.below(pair.live.length));
    }
  }
  // As the brute-force count has it; written down so that both cannot change together.
  assert.deepEqual(
    [pair.live.length, pair.pool.pagesAllocated, pair.pool.peakPages],
    [1622, 1418, 1526],
  );
  while (pair.live.length > 0) pair.free(random.below(pair.live.length));
  assert.equal(pair.pool.pagesAllocated, 0);
});

test('any sequence of allocations and frees costs the pages that the rules say', () => {
  // From one to three lengths a sequence: only many objects of one class make fullness groups and their order matter.
  const lengths = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 3 });
  const operations = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 9 })), {
    minLength: 20,
    maxLength: 400,
  });
  fc.assert(
    fc.property(lengths, operations, (some, sequence) => {
      const pair = new Pair();
      let growing = true;
      for (const [choice, dice] of sequence) {
        if (dice === 0) growing = !growing;
        if (pair.live.length > 0 && dice < (growing ? 3 : 7)) pair.free(choice % pair.live.length);
        else pair.malloc(some[choice % some.length]);
      }
      while (pair.live.length > 0) pair.free(pair.live.length >> 1);
    }),
    { numRuns: 200 },
  );
});
