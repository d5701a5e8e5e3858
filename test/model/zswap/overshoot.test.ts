import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { Overshoot } from '../../../src/model/zswap/overshoot.js';
import { bareZswap, putPage } from '../../support/bare-zswap.js';

function p99(distances: readonly number[]): number {
  const overshoot = new Overshoot();
  for (const distance of distances) overshoot.observe(distance);
  return overshoot.p99();
}

test('nothing that came in, or nothing past the limit, is 0', () => {
  assert.equal(p99([]), 0);
  assert.equal(p99([-5, -1, 0]), 0);
  assert.equal(p99(Array(1000).fill(-3)), 0);
});

test('one page in a hundred may have gone further', () => {
  const below = (count: number) => Array(count).fill(-1);
  // Of 99 pages none may be left out: 1% of 99 is less than one page. Of 100 one may.
  assert.equal(p99([...below(98), 7]), 7);
  assert.equal(p99([...below(99), 7]), 0);
  assert.equal(p99([...below(98), 7, 9]), 7);
  assert.equal(p99([...below(199), 7, 9, 11]), 7, '2 of 202 may');
  assert.equal(p99([...below(197), 7, 7, 7]), 7, '2 of 200 may, and the third says how far');
  assert.equal(p99(Array(1000).fill(4)), 4);
});

test('pages below the limit count alike one by one and together', () => {
  const overshoot = new Overshoot();
  overshoot.observe(7);
  overshoot.observeBelow(98);
  assert.equal(overshoot.p99(), 7);
  overshoot.observeBelow(1);
  assert.equal(overshoot.p99(), 0);
});

test('any distances give what the sorted list of them gives', () => {
  const distance = fc.oneof(fc.integer({ min: -20, max: 0 }), fc.integer({ min: -3, max: 12 }));
  fc.assert(
    fc.property(fc.array(distance, { maxLength: 450, size: 'max' }), (distances) => {
      const found = p99(distances);
      const sorted = distances.map((each) => Math.max(0, each)).sort((a, b) => a - b);
      // The smallest value that at least 99% of all are not above.
      const smallest = sorted.find(
        (value) => sorted.filter((other) => other <= value).length * 100 >= sorted.length * 99,
      );
      assert.equal(found, smallest ?? 0);
    }),
  );
});

test('a seeded million of pages, one in fifty of them past the limit', () => {
  // Distances 1 .. 100, each in one page of 5000: 1% of the pages go past 50.
  const random = new Random('overshoot');
  const overshoot = new Overshoot();
  for (let i = 0; i < 1_000_000; i++) {
    const draw = random.below(5000);
    overshoot.observe(draw < 100 ? draw + 1 : -draw);
  }
  // 10,000 pages of 1,000,000 are expected past 50, give or take 100; each distance has 200.
  assert.ok(Math.abs(overshoot.p99() - 50) <= 2);
});

test('every page that goes into a pool is observed, as far as the pool is then', () => {
  // Limit 3. Pages of 4096 take one each: distances -2, -1, 0, 1, 2. Of five pages none may be left out.
  const zswap = bareZswap({ maxPages: 3 });
  for (let slot = 0; slot < 5; slot++) putPage(zswap, slot, 4096);
  assert.equal(zswap.overshoot.p99(), 2);
  // One of 24 bytes brings another: 3. A free does not undo it.
  putPage(zswap, 5, 24);
  assert.equal(zswap.overshoot.p99(), 3);
  for (let slot = 0; slot < 6; slot++) zswap.erase(slot);
  assert.equal(zswap.overshoot.p99(), 3);
  // 394 of 24 bytes, 128 to a page of the pool: 1 .. 4 pages, and 10 of them find the fourth, 1 past the limit. Of the 400
  // in all 4 may be left out: the distances 3, 2, 1 of before and one of these.
  for (let slot = 10; slot < 404; slot++) putPage(zswap, slot, 24);
  assert.equal(zswap.pool.pagesAllocated, 4);
  assert.equal(zswap.overshoot.p99(), 1);
});
