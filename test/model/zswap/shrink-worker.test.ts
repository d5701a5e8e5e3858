import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { ShrinkWorker } from '../../../src/model/zswap/shrink-memcg.js';
import type { Zswap } from '../../../src/model/zswap/zswap.js';
import { bareZswap, folioOf, lruOf, putPage } from '../../support/bare-zswap.js';
import { NaiveWorker } from '../../support/naive-worker.js';

const VISIT = 1_000_000_000;
const SCAN = 10_000_000;
const WRITE = 100_000_000;

/** Pages of 4096 bytes from slot `first` on, each one page of the pool. */
function put(zswap: Zswap, first: number, count: number, memcg: number, referenced: boolean): void {
  for (let slot = first; slot < first + count; slot++) {
    const entry = putPage(zswap, slot, 4096, memcg);
    zswap.entries.referenced[entry] = referenced ? 1 : 0;
  }
}

/** An object in the pool whose entry is on no list, as while a folio is stored. */
function putUnseen(zswap: Zswap, length: number): void {
  zswap.insert(zswap.entries.allocate(), folioOf(99, 1), 0, length);
}

/** A zswap with a limit of 100 pages that are taken again from `acceptPages` on. */
const withThreshold = (acceptPages: number, memcgs = 1, shrinkScan = 1) =>
  bareZswap({ maxPages: 100, acceptPercent: acceptPages, memcgs, kernel: { shrinkScan } });

/** The costs of a run's visits. */
function run(worker: ShrinkWorker): number[] {
  const costs: number[] = [];
  for (const costNs of worker.run()) {
    costs.push(costNs);
    assert.ok(costs.length < 10_000, 'it does not end');
  }
  return costs;
}

test('pages without a second chance go to the device until the threshold is reached', () => {
  const zswap = withThreshold(7);
  put(zswap, 0, 10, 0, false);
  // Each pass visits the parent, which has nothing, and the memcg, which gives a page: 10, 9, 8, and 7 is enough.
  const nothing = VISIT;
  const page = VISIT + SCAN + WRITE;
  assert.deepEqual(run(new ShrinkWorker(zswap)), [nothing, page, nothing, page, nothing, page]);
  assert.deepEqual(lruOf(zswap), ['3', '4', '5', '6', '7', '8', '9']);
});

test('the first run ends after 16 failures, later ones after 15: an empty pass comes first', () => {
  const zswap = withThreshold(7);
  put(zswap, 0, 40, 0, true);
  const worker = new ShrinkWorker(zswap);
  const cleared = () => {
    run(worker);
    return lruOf(zswap).filter((slot) => !slot.endsWith('*')).length;
  };
  // Each failure is a referenced entry. A run ends at the last memcg, and the next one finds the end of a pass without attempts.
  assert.deepEqual([cleared(), cleared()], [16, 31]);
  assert.equal(zswap.counters.written_back_pages, 0);
  // Nine referenced entries are left: the third run clears them and writes back down to the threshold.
  run(worker);
  assert.equal(zswap.counters.written_back_pages, 33);
});

test('it tries one memcg even if the pool is already below the threshold', () => {
  const zswap = withThreshold(50);
  put(zswap, 0, 10, 0, false);
  const worker = new ShrinkWorker(zswap);
  // The first run's one visit is to the parent, the second's to the memcg, and it writes a page back in vain. The
  // third finds the end of the pass, which is not a memcg, and stops there.
  assert.deepEqual([run(worker), lruOf(zswap).length], [[VISIT], 10]);
  assert.deepEqual([run(worker), lruOf(zswap).length], [[VISIT + SCAN + WRITE], 9]);
  assert.deepEqual([run(worker), lruOf(zswap).length], [[], 9]);
  assert.deepEqual([run(worker), lruOf(zswap).length], [[VISIT], 9]);
  assert.equal(worker.runs, 4);
});

test('on fresh pages the first run fails 16 times, and writes nothing back', () => {
  const zswap = withThreshold(0);
  put(zswap, 0, 40, 0, true);
  const worker = new ShrinkWorker(zswap);
  const visits = run(worker);
  assert.equal(visits.filter((cost) => cost === VISIT + SCAN).length, 16);
  assert.equal(visits.length, 32, 'each after a visit to the parent');
  assert.equal(zswap.counters.written_back_pages, 0);
  // The second run takes the bit from another 16. The third fails at the last 8, and then writes all 40 back: that is
  // fewer than 16 failures, and what succeeds does not count.
  run(worker);
  assert.equal(zswap.counters.written_back_pages, 0);
  run(worker);
  assert.equal(zswap.counters.written_back_pages, 40);
  assert.equal(zswap.pool.pagesAllocated, 0);
});

test('successes do not make up for failures', () => {
  const zswap = withThreshold(0);
  // Twenty pages of each kind by turns. Each pair is a failure and a success; the 16th failure ends the run.
  for (let pair = 0; pair < 20; pair++) {
    put(zswap, 2 * pair, 1, 0, true);
    put(zswap, 2 * pair + 1, 1, 0, false);
  }
  run(new ShrinkWorker(zswap));
  assert.equal(zswap.counters.written_back_pages, 15);
  assert.equal(
    lruOf(zswap)[0],
    '31',
    'the 16th pair has lost its bit, its other page was not reached',
  );
});

test('a memcg with nothing counts neither way; a whole pass of them is one failure', () => {
  const zswap = withThreshold(0, 3);
  // Ten visits fail: those to memcg 1, whose pages are fresh. That its neighbours are empty does not count.
  put(zswap, 0, 10, 1, true);
  const costs = run(new ShrinkWorker(zswap));
  assert.equal(zswap.pool.pagesAllocated, 0, 'the next ten succeed');
  // Four visits a pass, of which one looks at a page; the last pass ends there, before its last visit.
  assert.equal(costs.length, 20 * 4 - 1);

  // Nothing to be had at all, and a pool that stays above the threshold.
  const barren = withThreshold(0, 3);
  putUnseen(barren, 9);
  const visits = run(new ShrinkWorker(barren));
  assert.deepEqual(visits, Array(16 * 4).fill(VISIT), 'sixteen passes over four memcgs');
});

test('a pass on which something was tried does not speak for the next', () => {
  // One page that can be written back and one that cannot be seen: after the first pass, which finds the one, come sixteen
  // that find nothing.
  const zswap = withThreshold(0);
  put(zswap, 0, 1, 0, false);
  putUnseen(zswap, 9);
  assert.equal(run(new ShrinkWorker(zswap)).length, (1 + 16) * 2);
  assert.equal(zswap.counters.written_back_pages, 1);
});

test('with writeback off sixteen passes find nothing, and every page stays', () => {
  const zswap = bareZswap({ maxPages: 10, acceptPercent: 50, memcgs: 2, writeback: false });
  put(zswap, 0, 9, 0, false);
  assert.deepEqual(run(new ShrinkWorker(zswap)), Array(16 * 3).fill(VISIT));
  assert.equal(zswap.counters.stored_pages, 9);
});

test('the next run goes on where the last one stopped', () => {
  const zswap = withThreshold(11, 3);
  for (let memcg = 0; memcg < 3; memcg++) put(zswap, 10 * memcg, 4, memcg, false);
  const worker = new ShrinkWorker(zswap);
  const course: number[][] = [];
  for (let each = 0; each < 4; each++) {
    run(worker);
    course.push([0, 1, 2].map((memcg) => lruOf(zswap, memcg).length));
    putUnseen(zswap, 4096);
  }
  // Twelve pages before each run, so that it takes one and stops: of memcg 0, of 1, of 2, and past the end and the parent
  // of 0 again.
  assert.deepEqual(course, [
    [3, 4, 4],
    [3, 3, 4],
    [3, 3, 3],
    [2, 3, 3],
  ]);
});

test('the threshold is of pool pages: the first of two objects in a page frees nothing', () => {
  // 2040 bytes are a slot of 2048, two to a page. Six full pages, and a threshold of five: both pages of the first go.
  const zswap = bareZswap({ maxPages: 10, acceptPercent: 50 });
  for (let slot = 0; slot < 12; slot++) {
    const entry = putPage(zswap, slot, 2040);
    zswap.entries.referenced[entry] = 0;
  }
  assert.equal(zswap.pool.pagesAllocated, 6);
  run(new ShrinkWorker(zswap));
  assert.deepEqual([zswap.pool.pagesAllocated, zswap.counters.written_back_pages], [5, 2]);
});

interface Course {
  readonly memcgs: number;
  readonly scan: number;
  readonly threshold: number;
  /** Before each run: pages that come in, by memcg and bit. */
  readonly rounds: readonly (readonly (readonly [number, boolean])[])[];
}

/** Runs the worker beside the naive account; every list must stay the same. */
function compare({ memcgs, scan, threshold, rounds }: Course): void {
  const zswap = withThreshold(threshold, memcgs, scan);
  const worker = new ShrinkWorker(zswap);
  const naive = new NaiveWorker(memcgs);
  let slot = 0;
  for (const [number, arrivals] of rounds.entries()) {
    for (const [draw, referenced] of arrivals) {
      const memcg = draw % memcgs;
      put(zswap, slot, 1, memcg, referenced);
      naive.lists[memcg] = [...naive.lists[memcg], { slot, referenced, busy: false }];
      slot++;
    }
    const visits = naive.run(threshold, scan);
    assert.equal(run(worker).length, visits);
    assert.equal(worker.runs, number + 1);
    for (const [memcg, list] of naive.lists.entries()) {
      const expected = list.map((page) => `${page.slot}${page.referenced ? '*' : ''}`);
      assert.deepEqual(lruOf(zswap, memcg), expected);
    }
  }
}

test('any runs over any memcgs leave what a walk along one endless row leaves', () => {
  const round = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.boolean()), {
    maxLength: 25,
    size: 'max',
  });
  const course = fc.record({
    memcgs: fc.integer({ min: 1, max: 4 }),
    scan: fc.constantFrom(1, 2, 32),
    threshold: fc.constantFrom(0, 3, 10, 30),
    rounds: fc.array(round, { minLength: 1, maxLength: 5, size: 'max' }),
  });
  fc.assert(fc.property(course, compare));
});

test('a seeded course of thirty runs over five memcgs', () => {
  const random = new Random('shrink worker');
  const rounds = Array.from({ length: 30 }, () =>
    Array.from({ length: random.below(30) }, (): [number, boolean] => [
      random.below(5),
      random.below(3) > 0,
    ]),
  );
  for (const scan of [1, 32]) compare({ memcgs: 5, scan, threshold: 20, rounds });
});
