import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FillerPages } from '../../src/simulation/filler-pages.js';
import { FillerSums } from '../../src/simulation/filler-sums.js';
import { firstFill } from '../../src/simulation/first-fill.js';
import { type BareOptions, bareZswap, putPage } from '../support/bare-zswap.js';

function fillOf(options: BareOptions, roomPages: number): FillerSums {
  const zswap = bareZswap(options);
  return firstFill(
    zswap,
    new FillerPages(zswap, new Uint8Array(options.lengths?.length ?? 1)),
    roomPages,
  );
}

test('first fill, by hand: the filler that leaves too little room is the last', () => {
  // Pages of 4096 bytes, ten of the pool, two memcgs: the ninth leaves one page.
  const { fillers, bytes, poolPages, memcgs } = fillOf({ maxPages: 10, memcgs: 2 }, 2);
  assert.deepEqual([fillers, bytes, poolPages], [9, 9 * 4096, 9]);
  assert.deepEqual(
    memcgs.map((memcg) => Object.values(memcg)),
    [
      [5, 5 * 4096, 5],
      [4, 4 * 4096, 4],
    ],
  );
});

test('first fill, by hand: none that would pass the limit, as a zspage of 8 pages does', () => {
  const chain = fillOf({ lengths: [2100], maxPages: 20 }, 1);
  assert.deepEqual([chain.fillers, chain.poolPages], [30, 16]);
});

test('first fill, by hand: up to the limit of a memcg or of the parent', () => {
  const own = fillOf({ lengths: [1024], memcgs: 2, memcgMaxPages: 3 }, 1);
  assert.deepEqual([own.fillers, own.bytes], [17, 17 * 1024], 'memcg0 is the first with 9 of 12');
  const parent = fillOf({ lengths: [1024], memcgs: 2, parentMaxPages: 3 }, 1);
  assert.deepEqual([parent.fillers, parent.bytes], [9, 9 * 1024]);
});

test('first fill: the same sums as storing fillers one by one', () => {
  const options = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 6 }),
    maxPages: fc.integer({ min: 1, max: 400 }),
    memcgs: fc.integer({ min: 1, max: 4 }),
    memcgMaxPages: fc.option(fc.integer({ min: 1, max: 100 })),
    parentMaxPages: fc.option(fc.integer({ min: 1, max: 200 })),
    roomPages: fc.integer({ min: 1, max: 8 }),
  });
  fc.assert(
    fc.property(options, ({ roomPages, ...machine }) => {
      const sums = fillOf(machine, roomPages);
      const zswap = bareZswap(machine);
      const { lengths, memcgs } = machine;
      const hasRoom = () =>
        machine.maxPages - zswap.pool.pagesAllocated >= roomPages &&
        zswap.memcgs.every((memcg) => memcg.roomBytes() >= roomPages * 4096);
      let stored = 0;
      for (; hasRoom(); stored++) {
        const length = lengths[stored % lengths.length];
        const pages = zswap.pool.pagesAllocated + zswap.pool.growthOf(length);
        if (pages > machine.maxPages) break;
        putPage(zswap, stored, length, stored % memcgs);
      }
      assert.deepEqual(
        [sums.fillers, sums.bytes, sums.poolPages, sums.memcgs.map(({ bytes }) => bytes)],
        [
          ...[stored, zswap.compressedBytes, zswap.pool.pagesAllocated],
          zswap.memcgs.map(({ zswapBytes }) => zswapBytes),
        ],
      );
    }),
    { numRuns: 300 },
  );
});

test('sums of N times as many fillers are those of adding them', () => {
  const lengths = [24, 4096, 2100, 700, 2100];
  const sumsOf = (times: number) => {
    const sums = new FillerSums(5);
    for (let i = 0; i < times * lengths.length; i++) sums.add(lengths[i % lengths.length]);
    return sums;
  };
  for (const times of [0, 1, 7, 1000])
    assert.deepEqual(sumsOf(1).times(times).objects, sumsOf(times).objects);
  assert.deepEqual(sumsOf(1).times(1000), sumsOf(1000));
});
