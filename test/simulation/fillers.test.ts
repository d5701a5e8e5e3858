import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { NO_EVENTS } from '../../src/model/zswap/events.js';
import { shrinkMemcg } from '../../src/model/zswap/shrink-memcg.js';
import type { Zswap } from '../../src/model/zswap/zswap.js';
import { Fillers } from '../../src/simulation/fillers.js';
import { counterSnapshot } from '../../src/verify/counter-snapshot.js';
import { EventCounts } from '../../src/verify/expected/event-counts.js';
import { type BareOptions, bareZswap, putPage } from '../support/bare-zswap.js';
import { NaiveFillers } from '../support/naive-fillers.js';

test('by hand: pages of 4096 up to two below the limit, and out again', () => {
  const zswap = bareZswap({ maxPages: 10 });
  const fillers = new Fillers(zswap, new Uint8Array(1), 2);
  fillers.fill();
  // The ninth leaves one page of room, which is too little: it is taken out again.
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.pool.peakPages], [8, 9]);
  assert.deepEqual([zswap.counters.stored_pages, zswap.memcgs[0].lru.size], [8, 8]);
  putPage(zswap, 0);
  fillers.fill();
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.memcgs[0].lru.size], [8, 8]);
  fillers.clear();
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.counters.stored_pages], [1, 1]);
  assert.deepEqual([zswap.memcgs[0].lru.size, zswap.memcgs[0].zswapBytes], [1, 4096]);
});

test('by hand: the shrinker meets fillers from the first, and writes them back the second time', () => {
  const written: number[] = [];
  const events = { writtenBack: (slot: number) => written.push(slot) };
  const zswap = bareZswap({ maxPages: 4, memcgs: 2, events });
  new Fillers(zswap, new Uint8Array(1), 1).fill();
  // Fillers 0 and 2 are of memcg 0, filler 1 is of memcg 1.
  const shrinks = [0, 0, 1, 0, 1, 0].map((memcg) => shrinkMemcg(zswap, zswap.memcgs[memcg]).result);
  assert.deepEqual(shrinks, ['again', 'again', 'again', 'written', 'written', 'written']);
  assert.deepEqual(written, [0xc000_0000, 0xc000_0001, 0xc000_0002]);
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.counters.stored_pages], [0, 0]);
});

const LENGTH = fc.oneof(
  fc.integer({ min: 1, max: 4096 }),
  fc.constantFrom(20, 100, 1040, 2100, 4096),
);
const OPTIONS = fc.record({
  lengths: fc.array(LENGTH, { minLength: 1, maxLength: 12 }),
  maxPages: fc.integer({ min: 1, max: 60 }),
  memcgs: fc.integer({ min: 1, max: 4 }),
  memcgMaxPages: fc.option(fc.integer({ min: 1, max: 20 })),
  parentMaxPages: fc.option(fc.integer({ min: 1, max: 40 })),
  roomPages: fc.integer({ min: 1, max: 8 }),
});
const STEP = fc.tuple(
  fc.constantFrom('fill', 'fill', 'put', 'put', 'erase', 'shrink', 'shrink'),
  fc.nat(),
  LENGTH,
);

/** All that anything can read of a zswap, entries' numbers and slots aside. */
function stateOf(zswap: Zswap): object {
  const { pool, memcgs, memcgParent, overshoot, compressedBytes } = zswap;
  return {
    ...counterSnapshot(zswap),
    compressedBytes,
    peakPages: pool.peakPages,
    overshootP99: overshoot.p99(),
    growth: Array.from({ length: 256 }, (_, i) => pool.growthOf(16 * i + 1)),
    memcgs: [memcgParent, ...memcgs].map((memcg) => [
      ...[memcg.zswapBytes, memcg.zswapped, memcg.peakBytes, memcg.lru.size],
    ]),
  };
}

class Side {
  readonly zswap: Zswap;
  readonly eventCounts = new EventCounts();
  readonly written: number[] = [];
  readonly #live: number[] = [];
  #nextSlot = 0;

  constructor(options: BareOptions) {
    const { eventCounts, written } = this;
    const events = {
      ...NO_EVENTS,
      published: (slot: number, length: number, memcg: number) =>
        eventCounts.published(slot, length, memcg),
      freed: (slot: number, length: number) => {
        written.push(length);
        eventCounts.freed(slot, length);
      },
    };
    this.zswap = bareZswap({ ...options, events });
  }

  step(what: string, choice: number, length: number): void {
    const { zswap } = this;
    this.written.length = 0;
    if (what === 'put') {
      this.#live.push(this.#nextSlot);
      putPage(zswap, this.#nextSlot++, length, choice % zswap.memcgs.length);
    } else if (what === 'erase' && this.#live.length > 0) {
      zswap.erase(this.#live.splice(choice % this.#live.length, 1)[0]);
    } else if (what === 'shrink') {
      for (let i = 0; i < choice % 40; i++) {
        shrinkMemcg(zswap, zswap.memcgs[(choice >>> 8) % zswap.memcgs.length]);
      }
    }
  }
}

test('under any sequence of steps a zswap is as with an entry for each filler', () => {
  fc.assert(
    fc.property(OPTIONS, fc.array(STEP, { maxLength: 30, size: 'max' }), (options, steps) => {
      const [one, other] = [new Side(options), new Side(options)];
      const { lengths, roomPages } = options;
      const fillers = new Fillers(one.zswap, new Uint8Array(lengths.length), roomPages);
      const naive = new NaiveFillers(other.zswap, lengths, roomPages);
      for (const [what, choice, length] of [['fill', 0, 1] as const, ...steps]) {
        if (what === 'fill') {
          fillers.fill();
          naive.fill();
        } else {
          one.step(what, choice, length);
          other.step(what, choice, length);
          assert.deepEqual(one.written, other.written, 'the same pages were freed, in one order');
        }
        assert.deepEqual(stateOf(one.zswap), stateOf(other.zswap), what);
      }
      fillers.clear();
      naive.clear();
      assert.deepEqual(stateOf(one.zswap), stateOf(other.zswap), 'clear');
      assert.deepEqual(one.eventCounts.expected(), other.eventCounts.expected());
    }),
    { numRuns: 400 },
  );
});

test('a seeded pool of 2^41 pages: as many fillers as bytes allow, and a few entries', () => {
  const lengths = Array.from({ length: 1000 }, (_, i) => 200 + ((i * 997) % 3800));
  const zswap = bareZswap({ lengths, maxPages: 2 ** 41 });
  const fillers = new Fillers(zswap, new Uint8Array(lengths.length), 8);
  fillers.fill();
  const { pool, counters, entries, memcgs } = zswap;
  assert.ok(pool.pagesAllocated <= 2 ** 41 - 8 && pool.pagesAllocated > 2 ** 41 - 16);
  assert.equal(memcgs[0].lru.size, counters.stored_pages);
  assert.deepEqual(
    [counters.stored_pages, memcgs[0].zswapBytes],
    [4_164_989_039_379, 8_731_066_523_248_607],
  );
  for (let i = 0; i < 100; i++) shrinkMemcg(zswap, memcgs[0]);
  assert.equal(entries.inUse, 100);
  fillers.clear();
  assert.deepEqual([pool.pagesAllocated, counters.stored_pages, entries.inUse], [0, 0, 0]);
});
