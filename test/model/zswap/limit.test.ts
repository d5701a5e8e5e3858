import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { ZsPool } from '../../../src/model/zsmalloc/zs-pool.js';
import { globalLimit, memcgLimit } from '../../../src/model/zswap/limit.js';
import { bareZswap, folioOf, putPage, storerOf } from '../../support/bare-zswap.js';
import { BruteZsmalloc } from '../../support/brute-zsmalloc.js';

const FOLIO = folioOf(100, 4);

test("the global limit's room is whole pages of the pool, reservations subtracted", () => {
  const zswap = bareZswap({ maxPages: 10 });
  const limit = globalLimit(zswap);
  assert.equal(limit.roomBytes(FOLIO), 40_960);
  putPage(zswap, 0, 1); // a zspage of one page
  putPage(zswap, 1, 1040); // 31 of up to 1048 bytes take a zspage of eight
  assert.equal(limit.roomBytes(FOLIO), 4096);
  assert.equal(limit.reserve(FOLIO, 4097), false, 'a byte more than there is');
  assert.equal(limit.reserve(FOLIO, 4096), true);
  assert.equal(limit.roomBytes(FOLIO), 0);
  assert.equal(limit.check(FOLIO), null, 'a check ignores reservations');
  limit.release(folioOf(7, 1), 4096);
  putPage(zswap, 2, 4096);
  putPage(zswap, 3, 4096);
  assert.equal(limit.roomBytes(FOLIO), -4096, 'one page past it');
  assert.equal(limit.check(FOLIO), 'pool_limit');
});

test('what a page costs the pool is a new zspage, or nothing where one has room', () => {
  const zswap = bareZswap();
  const limit = globalLimit(zswap);
  assert.equal(limit.costBytes(1040), 8 * 4096);
  putPage(zswap, 0, 1040);
  assert.equal(limit.costBytes(1040), 0);
  assert.equal(limit.costBytes(1017), 0, 'the same class');
  assert.equal(limit.costBytes(1016), 1 * 4096, 'the class of 1024, a power of two');
  // 30 more fit; 31 need another eight pages, and so do 61; 62 need sixteen.
  const pagesFor = (count: number) =>
    limit.costBytesOfAll(new Uint16Array(count).fill(1048)) / 4096;
  assert.deepEqual([0, 30, 31, 61, 62].map(pagesFor), [0, 0, 8, 8, 16]);
  assert.equal(limit.costBytesOfAll(Uint16Array.of(1048, 4096, 9)), 2 * 4096);
});

test("the memcg limit's room and costs are compressed bytes", () => {
  const zswap = bareZswap({ memcgs: 2, memcgMaxPages: 1, parentMaxPages: 3 });
  const limit = memcgLimit(zswap);
  const other = folioOf(200, 4, 1);
  putPage(zswap, 0, 4095, 0);
  assert.equal(limit.roomBytes(FOLIO), 1);
  assert.equal(limit.check(FOLIO), null);
  assert.equal(limit.roomBytes(other), 4096);
  assert.equal(limit.reserve(other, 4097), false);
  assert.equal(limit.reserve(other, 4096), true);
  assert.equal(limit.roomBytes(other), 0);
  assert.equal(limit.roomBytes(FOLIO), 1, 'the parent has room for both');
  putPage(zswap, 1, 1, 0);
  assert.equal(limit.check(FOLIO), 'memcg_limit');
  assert.equal(limit.check(other), null);
  assert.equal(limit.costBytes(77), 77);
  assert.equal(limit.costBytesOfAll(Uint16Array.of(4096, 4096, 60_000)), 68_192);
  assert.equal(limit.costBytesOfAll(new Uint16Array(0)), 0);
});

test('without a limit a memcg has room without end', () => {
  const limit = memcgLimit(bareZswap());
  assert.equal(limit.roomBytes(FOLIO), Number.POSITIVE_INFINITY);
  assert.equal(limit.check(FOLIO), null);
});

test('they differ in when usage moves, and in the refusal', () => {
  const zswap = bareZswap();
  const [pool, memcg] = [globalLimit(zswap), memcgLimit(zswap)];
  assert.deepEqual([pool.movesAtAllocation, pool.exceeded], [true, 'pool_limit']);
  assert.deepEqual([memcg.movesAtAllocation, memcg.exceeded], [false, 'memcg_limit']);
  const entry = zswap.entries.allocate();
  zswap.insert(entry, FOLIO, 0, 4096);
  assert.equal(zswap.pool.pagesAllocated, 1);
  assert.equal(zswap.memcgs[0].zswapBytes, 0);
  zswap.publish(entry, FOLIO);
  zswap.account(entry);
  assert.equal(zswap.memcgs[0].zswapBytes, 4096);
});

const HEADROOM = ['batch-clearance', 'batch-ratio', 'batch-backoff', 'reserve'];

test('a refusal for headroom queues the worker, and neither sets the flag nor counts as a hit', () => {
  for (const name of HEADROOM) {
    // Three of four pages taken, four of 4096 bytes to come: they do not fit, and the pool is not full.
    const zswap = bareZswap({ maxPages: 4 });
    for (let slot = 0; slot < 3; slot++) putPage(zswap, slot);
    assert.equal(storerOf(zswap, name)(FOLIO).refused, 'headroom', name);
    assert.equal(zswap.workerQueued, true, name);
    assert.equal(zswap.limit.full, false, name);
    assert.equal(zswap.counters.pool_limit_hit, 0, name);
    assert.equal(zswap.pool.pagesAllocated, 3, name);
    // A page that does fit is let in: no flag keeps it out.
    assert.equal(storerOf(zswap, name)(folioOf(9, 1)).refused, null, name);
    // Now the pool is at its limit, which is another matter.
    zswap.workerQueued = false;
    assert.equal(storerOf(zswap, name)(FOLIO).refused, 'pool_limit', name);
    assert.deepEqual([zswap.workerQueued, zswap.limit.full], [true, true], name);
    assert.equal(zswap.counters.pool_limit_hit, 1, name);
  }
});

test('so does one at the memcg limit', () => {
  for (const name of HEADROOM) {
    // 9000 of 16384 bytes are taken, and 4 x 4096 would come, as long as no page was compressed that says better.
    const zswap = bareZswap({ memcgMaxPages: 4, writeback: false });
    for (let slot = 0; slot < 3; slot++) putPage(zswap, slot, 3000);
    assert.equal(storerOf(zswap, name)(FOLIO).refused, 'headroom', name);
    assert.equal(zswap.workerQueued, true, name);
    assert.deepEqual([zswap.limit.full, zswap.counters.pool_limit_hit], [false, 0], name);
  }
});

test('a memcg refusal does not look at the pool, and queues the worker if the flag is set', () => {
  const zswap = bareZswap({ maxPages: 4, acceptPercent: 50, memcgs: 2, memcgMaxPages: 2 });
  const store = storerOf(zswap, 'mainline-6.18');
  assert.equal(store(folioOf(0, 4, 0)).refused, null, 'nothing is below 2, and 4 come in');
  assert.equal(store(folioOf(4, 1, 0)).refused, 'memcg_limit');
  assert.equal(zswap.workerQueued, false, 'the pool is full, but no check has seen it');
  assert.equal(store(folioOf(4, 1, 1)).refused, 'pool_limit');
  assert.deepEqual([zswap.workerQueued, zswap.limit.full], [true, true]);
  zswap.workerQueued = false;
  assert.equal(store(folioOf(4, 1, 0)).refused, 'memcg_limit');
  assert.equal(zswap.workerQueued, true);
  // Down at the threshold of 2 the flag would be cleared by a check. The memcg is at its limit, so no check is made.
  zswap.workerQueued = false;
  zswap.eraseFolio(folioOf(0, 2, 0)); // the two that have lost their second chance
  assert.equal(store(folioOf(4, 1, 0)).refused, 'memcg_limit');
  assert.deepEqual([zswap.workerQueued, zswap.limit.full], [true, true]);
  assert.equal(zswap.counters.pool_limit_hit, 1);
  assert.equal(store(folioOf(4, 1, 1)).refused, null);
  assert.equal(zswap.limit.full, false);
});

/** Results of growthOf and growthOfAll, and the growth that follows, here and in a second pool. */
function assertGrowth(pool: ZsPool, naive: BruteZsmalloc, lengths: readonly number[]) {
  const before = pool.pagesAllocated;
  const together = pool.growthOfAll(Uint16Array.from(lengths));
  const allocated = lengths.map((length) => {
    const [pages, growth] = [pool.pagesAllocated, pool.growthOf(length)];
    const both = { handle: pool.malloc(length), object: naive.malloc(length) };
    assert.equal(pool.pagesAllocated - pages, growth);
    return both;
  });
  assert.equal(pool.pagesAllocated - before, together);
  assert.equal(pool.pagesAllocated, naive.pages);
  return allocated;
}

const LENGTH = fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.constantFrom(1, 1040, 2100, 3600));

test('any pages let a pool grow by what was said before, one by one and together', () => {
  const step = fc.record({
    lengths: fc.array(LENGTH, { maxLength: 40, size: 'max' }),
    frees: fc.array(fc.nat(), { maxLength: 30, size: 'max' }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8, size: 'max' }), (steps) => {
      const pool = new ZsPool(null);
      const naive = new BruteZsmalloc();
      const live: { handle: number; object: number }[] = [];
      for (const { lengths, frees } of steps) {
        live.push(...assertGrowth(pool, naive, lengths));
        for (const draw of frees.slice(0, live.length)) {
          const [{ handle, object }] = live.splice(draw % live.length, 1);
          pool.free(handle);
          naive.free(object);
        }
      }
    }),
  );
});

test('a seeded pool, half of it freed again and again', () => {
  const random = new Random('growth');
  const pool = new ZsPool(null);
  const naive = new BruteZsmalloc();
  let live: { handle: number; object: number }[] = [];
  for (let round = 0; round < 12; round++) {
    const lengths = Array.from({ length: 200 }, () => 1 + random.below(random.below(4096) + 1));
    live.push(...assertGrowth(pool, naive, lengths));
    const stay = live.filter(() => random.below(2) === 0);
    for (const { handle, object } of live.filter((each) => !stay.includes(each))) {
      pool.free(handle);
      naive.free(object);
    }
    live = stay;
  }
});
