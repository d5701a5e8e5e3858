import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { shrinkMemcg } from '../../../src/model/zswap/shrink-memcg.js';
import type { Zswap } from '../../../src/model/zswap/zswap.js';
import {
  type BareOptions,
  bareZswap,
  folioOf,
  lruOf,
  putPage,
  storerOf,
} from '../../support/bare-zswap.js';
import { type Aged, shrinkNaively } from '../../support/naive-shrink.js';

const VISIT = 1_000_000_000;
const WRITE = 100_000_000;
const SCAN = 10_000_000;

/** A zswap with a page at each of `slots`, in that order; those without a star have lost their second chance. */
function aged(slots: readonly string[], options: BareOptions = {}): Zswap {
  const zswap = bareZswap(options);
  for (const slot of slots) {
    const entry = putPage(zswap, Number.parseInt(slot, 10));
    if (!slot.endsWith('*')) zswap.entries.referenced[entry] = 0;
  }
  return zswap;
}

const shrink = (zswap: Zswap, memcg = 0) => shrinkMemcg(zswap, zswap.memcgs[memcg]);

test('a fresh page gets a second chance, and is written back when it is met again', () => {
  const zswap = aged(['7*', '8*', '9*']);
  // One look a call. Each of the first three clears a bit and moves its page to the end; then 7 is the oldest again.
  for (const left of [
    ['8*', '9*', '7'],
    ['9*', '7', '8'],
    ['7', '8', '9'],
  ]) {
    assert.deepEqual(shrink(zswap), { result: 'again', costNs: VISIT + SCAN });
    assert.deepEqual(lruOf(zswap), left);
  }
  assert.equal(zswap.counters.written_back_pages, 0);
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + SCAN + WRITE });
  assert.deepEqual(lruOf(zswap), ['8', '9']);
  assert.equal(zswap.has(7), false);
});

test('what is written back leaves the pool, the memcg and the gauges, and is counted and told once', () => {
  const told: number[] = [];
  const zswap = aged(['3', '4'], { events: { writtenBack: (slot) => told.push(slot) } });
  shrink(zswap);
  const { counters, pool, memcgs } = zswap;
  assert.deepEqual(told, [3]);
  assert.equal(pool.pagesAllocated, 1);
  assert.deepEqual([memcgs[0].zswapBytes, memcgs[0].zswapped], [4096, 1]);
  assert.deepEqual(
    { ...counters },
    {
      ...bareZswap().counters,
      stored_pages: 1,
      stored_incompressible_pages: 1,
      written_back_pages: 1,
      zswpwb: 1,
    },
  );
});

test('a call looks at as many pages as the kernel scans', () => {
  const slots = Array.from({ length: 40 }, (_, i) => `${i}${i % 2 === 0 ? '*' : ''}`);
  const zswap = aged(slots, { kernel: { shrinkScan: 32 } });
  // Of pages 0 .. 31 the even ones lose their bit and go behind 39, the 16 odd ones are written back.
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + 32 * SCAN + 16 * WRITE });
  const evens = Array.from({ length: 16 }, (_, i) => `${2 * i}`);
  assert.deepEqual(lruOf(zswap), [...slots.slice(32), ...evens]);
});

test('on a list shorter than the budget one call clears a page and then writes it back', () => {
  const zswap = aged(['1*', '2', '3*'], { kernel: { shrinkScan: 4 } });
  // 1 loses its bit, 2 goes to the device, 3 loses its bit, and the fourth look meets 1 again.
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + 4 * SCAN + 2 * WRITE });
  assert.deepEqual(lruOf(zswap), ['3']);
  assert.equal(zswap.counters.written_back_pages, 2);
});

test('a budget of twice the list empties it, and the rest is not spent', () => {
  const zswap = aged(['1*', '2*'], { kernel: { shrinkScan: 32 } });
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + 4 * SCAN + 2 * WRITE });
  assert.deepEqual(lruOf(zswap), []);
  assert.equal(zswap.pool.pagesAllocated, 0);
});

test('the only entry of a list loses its second chance and ends the call, whatever is left of the budget', () => {
  const zswap = aged(['1', '2*'], { kernel: { shrinkScan: 32 } });
  // 1 is written back; then 2 is alone on the list.
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + 2 * SCAN + WRITE });
  assert.deepEqual(lruOf(zswap), ['2']);
  assert.deepEqual(shrink(zswap), { result: 'written', costNs: VISIT + SCAN + WRITE });
  assert.deepEqual(lruOf(zswap), []);
});

test('an empty memcg has nothing, nor has one whose neighbour has pages', () => {
  const zswap = bareZswap({ memcgs: 2 });
  putPage(zswap, 0, 4096, 1);
  assert.deepEqual(shrink(zswap, 0), { result: 'nothing', costNs: VISIT });
  assert.deepEqual(shrinkMemcg(zswap, zswap.memcgParent), { result: 'nothing', costNs: VISIT });
  assert.deepEqual(lruOf(zswap, 1), ['0*'], 'the page below the parent was not looked at');
});

test('with writeback off nothing is looked at, whatever there is', () => {
  const zswap = aged(['1', '2*'], { writeback: false, kernel: { shrinkScan: 32 } });
  assert.deepEqual(shrink(zswap), { result: 'nothing', costNs: VISIT });
  assert.deepEqual(lruOf(zswap), ['1', '2*']);
});

test('a page of a folio that is being stored cannot be taken: it stays, at the other end', () => {
  const zswap = aged(['15', '16', '19*', '20'], { kernel: { shrinkScan: 3 } });
  const folio = folioOf(16, 4);
  zswap.inFlight.add(folio);
  // 15 is written back; 16 is the folio's first page and 19, which only loses its bit, its last.
  assert.equal(shrink(zswap).result, 'written');
  assert.deepEqual(lruOf(zswap), ['20', '16', '19']);
  assert.equal(zswap.counters.reject_reclaim_fail, 1);
  // 20 is none of the folio's any more; 16 and 19 are.
  assert.equal(shrink(zswap).result, 'written');
  assert.deepEqual(lruOf(zswap), ['16', '19']);
  assert.equal(zswap.counters.reject_reclaim_fail, 3);
  // Nothing but such pages: three looks, no page.
  assert.deepEqual(shrink(zswap), { result: 'again', costNs: VISIT + 3 * SCAN });
  assert.equal(zswap.counters.reject_reclaim_fail, 6);
  zswap.inFlight.delete(folio);
  assert.equal(shrink(zswap).result, 'written');
  assert.deepEqual(lruOf(zswap), []);
  assert.equal(zswap.counters.reject_reclaim_fail, 6);
});

test("the folio's own memcg is shrunk, even if it is the parent that refused", () => {
  // The parent's limit is 3 pages: 2 of memcg 0, 1 of memcg 1. A store of memcg 1 is refused, and pays for it.
  const zswap = bareZswap({ memcgs: 2, parentMaxPages: 3, memcgMaxPages: 100 });
  const store = storerOf(zswap, 'mainline-6.18');
  for (const [slot, memcg] of [
    [0, 0],
    [1, 0],
    [2, 1],
  ]) {
    assert.equal(store(folioOf(slot, 1, memcg)).refused, null);
  }
  assert.equal(store(folioOf(8, 4, 1)).refused, 'memcg_limit');
  assert.deepEqual([lruOf(zswap, 0), lruOf(zswap, 1)], [['0*', '1*'], ['2']]);
  // Now its one page goes to the device, and the whole folio comes in: 2 + 4 pages below a limit of 3.
  assert.equal(store(folioOf(8, 4, 1)).refused, null);
  assert.deepEqual(
    [lruOf(zswap, 0), lruOf(zswap, 1)],
    [
      ['0*', '1*'],
      ['8*', '9*', '10*', '11*'],
    ],
  );
  assert.equal(zswap.memcgParent.zswapBytes, 6 * 4096);
});

test('a memcg with nothing of its own is refused at once when the parent is full', () => {
  const zswap = bareZswap({ memcgs: 2, parentMaxPages: 1 });
  const store = storerOf(zswap, 'batch');
  assert.equal(store(folioOf(0, 1, 0)).refused, null);
  for (let i = 0; i < 3; i++) assert.equal(store(folioOf(8, 1, 1)).refused, 'memcg_limit');
  assert.deepEqual(lruOf(zswap, 0), ['0*']);
});

test('with writeback off a memcg at its limit stays there', () => {
  const zswap = bareZswap({ memcgMaxPages: 1, writeback: false, lengths: [2048] });
  const store = storerOf(zswap, 'batch');
  assert.equal(store(folioOf(0, 4)).refused, null, '0 pages are below 1');
  for (let i = 0; i < 9; i++) assert.equal(store(folioOf(8, 1)).refused, 'memcg_limit');
  assert.deepEqual(lruOf(zswap), ['0*', '1*', '2*', '3*']);
  assert.equal(zswap.counters.reject_reclaim_fail, 0);
});

/** Runs calls of a budget each beside the naive account. */
function compare(pages: readonly Aged[], scans: readonly number[]): void {
  for (const scan of new Set(scans)) {
    const zswap = aged(
      pages.map(({ slot, referenced }) => `${slot}${referenced ? '*' : ''}`),
      { kernel: { shrinkScan: scan } },
    );
    for (const { slot, busy } of pages) if (busy) zswap.inFlight.add(folioOf(slot, 1));
    let lru = pages;
    let [written, failed] = [0, 0];
    for (let call = 0; call < scans.length; call++) {
      const expected = shrinkNaively(lru, scan);
      const { result, costNs } = shrink(zswap);
      assert.equal(result, expected.result);
      assert.equal(costNs, VISIT + SCAN * expected.scanned + WRITE * expected.written.length);
      lru = expected.left;
      written += expected.written.length;
      failed += expected.failed;
      assert.deepEqual(
        lruOf(zswap),
        lru.map(({ slot, referenced }) => `${slot}${referenced ? '*' : ''}`),
      );
      assert.equal(zswap.counters.written_back_pages, written);
      assert.equal(zswap.counters.reject_reclaim_fail, failed);
      assert.equal(zswap.counters.stored_pages, lru.length);
    }
  }
}

test('any list under any budget ends as one that is gone over pass by pass', () => {
  const pages = fc
    .array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 12, size: 'max' })
    .map((flags) => flags.map(([referenced, busy], slot) => ({ slot, referenced, busy })));
  const scans = fc.array(fc.constantFrom(1, 2, 3, 5, 32), {
    minLength: 1,
    maxLength: 6,
    size: 'max',
  });
  fc.assert(fc.property(pages, scans, compare));
});

test('a seeded list of a thousand pages, at the budgets of both kernels', () => {
  const random = new Random('writeback');
  const pages = Array.from({ length: 1000 }, (_, slot) => ({
    slot,
    referenced: random.below(2) === 0,
    busy: random.below(10) === 0,
  }));
  compare(pages, [1, 32, ...Array(98).fill(1)]);
});
