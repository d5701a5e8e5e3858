import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NO_EVENTS } from '../../../src/model/zswap/events.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { EventCounts } from '../../../src/verify/expected/event-counts.js';
import { assertConsistent, pagesAt } from '../../support/consistency.js';
import {
  assertPredicted,
  memcgRefuses,
  nothing,
  wholeOrNothing,
} from '../../support/naive-store.js';
import { folioAt, runToEnd, WatchedZswap } from '../../support/watched-zswap.js';

const of = (release: string) => STRATEGIES.get(`mainline-${release}`) as Strategy;

/** Pages in sight, stored_pages, pages and bytes of the memcg, entries on its LRU, ZSWPOUT. */
function stateOf(watched: WatchedZswap): number[] {
  const { counters, memcgs } = watched.zswap;
  const [{ zswapBytes, zswapped, lru }] = memcgs;
  const visible = pagesAt(watched, 0, 2).filter((page) => page !== null).length;
  return [visible, counters.stored_pages, zswapped, zswapBytes, lru.size, counters.zswpout];
}

/** The state before each step of a folio of two pages of 100 bytes, and after the last. */
function course(strategy: Strategy): { costs: number[]; seen: number[][] } {
  const watched = new WatchedZswap({ lengths: [100] });
  const path = watched.begin(strategy, folioAt(0, 2));
  const costs: number[] = [];
  const seen: number[][] = [];
  for (;;) {
    const step = path.next();
    seen.push(stateOf(watched));
    if (step.done) return { costs, seen };
    costs.push(step.value);
  }
}

test('6.14: the limits once, then each page is in and counted before the next; ZSWPOUT at the end', () => {
  // A check costs 1, an allocation 10, compressing 100, publishing 1000, accounting 10000.
  for (const release of ['6.14', '6.18']) {
    const { costs, seen } = course(of(release));
    assert.deepEqual(costs, [1, 110, 11_000, 110, 11_000]);
    assert.deepEqual(seen, [
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [1, 1, 1, 100, 1, 0],
      [1, 1, 1, 100, 1, 0],
      [2, 2, 2, 200, 2, 2],
    ]);
  }
});

test('6.13: pages join the LRU one by one, but are counted at the end, and as one in zswapped', () => {
  const { costs, seen } = course(of('6.13'));
  assert.deepEqual(costs, [1, 110, 11_000, 110, 11_000]);
  assert.deepEqual(seen, [
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [0, 0, 0, 0, 0, 0],
    [1, 0, 0, 0, 1, 0],
    [1, 0, 0, 0, 1, 0],
    [2, 2, 1, 200, 2, 2],
  ]);
});

test('6.13: a failure takes back what was never counted', () => {
  // Pages of 100, 200 and 5000 bytes: the third fails when two are in. Freeing the two takes 2 and 300 bytes out.
  const eventCounts = new EventCounts();
  const watched = new WatchedZswap({
    lengths: [100, 200, 5000],
    keepIncompressible: false,
    events: eventCounts,
  });
  const { counters, memcgParent } = watched.zswap;
  assert.deepEqual(watched.store(of('6.13'), folioAt(0, 4)), {
    refused: 'compress_fail',
    storedPages: 0,
    failingPage: 2,
    wasted: 3,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpout], [-2, 0]);
  assert.deepEqual([memcgParent.zswapBytes, memcgParent.zswapped], [-300, -2]);
  assert.equal(watched.zswap.pool.pagesAllocated, 0);
  assertConsistent(watched, { stored_pages: -2, zswap: [-300], zswapped: [-2] });
});

test('6.13: a folio of four that comes and goes leaves zswapped at 1 - 4, and the rest at nothing', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { counters, memcgs } = watched.zswap;
  watched.store(of('6.13'), folioAt(0, 4));
  assert.deepEqual([counters.stored_pages, memcgs[0].zswapBytes, memcgs[0].zswapped], [4, 400, 1]);
  watched.zswap.eraseFolio(folioAt(0, 4));
  assert.deepEqual([counters.stored_pages, memcgs[0].zswapBytes, memcgs[0].zswapped], [0, 0, -3]);
});

test('6.14: a failure leaves no counter but the one of its cause', () => {
  const watched = new WatchedZswap({ lengths: [100, 200, 5000], keepIncompressible: false });
  assert.equal(watched.store(of('6.14'), folioAt(0, 4)).failingPage, 2);
  assert.deepEqual(stateOf(watched), [0, 0, 0, 0, 0, 0]);
  assert.equal(watched.zswap.counters.reject_compress_fail, 1);
  assertConsistent(watched);
});

test('6.12: a large folio is refused at once, before any limit check, and older entries remain', () => {
  const strategy = of('6.12');
  const refused: number[] = [];
  const events = { ...NO_EVENTS, refused: (pageCount: number) => refused.push(pageCount) };
  // Two pages of 2040 bytes take one page of the pool, so three reach its limit of 2, and one page of the memcg.
  const watched = new WatchedZswap({
    lengths: [2040],
    maxPages: 2,
    memcgMaxPages: 1,
    writeback: false,
    events,
  });
  const { counters, limit, memcgs } = watched.zswap;
  for (let page = 0; page < 3; page++) watched.store(of('6.14'), folioAt(page, 1));
  assert.equal(watched.store(of('6.14'), folioAt(3, 1)).refused, 'memcg_limit');
  limit.full = true;
  const { costs, outcome } = runToEnd(watched.begin(strategy, folioAt(8, 4, 0)));
  assert.deepEqual(costs, [1]);
  assert.deepEqual(outcome, {
    refused: 'large_folio',
    storedPages: 0,
    failingPage: 0,
    wasted: 0,
  });
  assert.deepEqual(pagesAt(watched, 0, 4), [0, 1, 2, null], 'older pages stay');
  assert.deepEqual([limit.full, counters.pool_limit_hit], [true, 0], 'the limit was not asked');
  assert.equal(memcgs[0].lru.size, 3);
  assert.equal(refused.at(-1), 4);
});

test('6.12: not even the worker is queued for a large folio', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  watched.zswap.limit.full = true;
  watched.store(of('6.12'), folioAt(0, 4));
  assert.equal(watched.zswap.workerQueued, false);
  // For a single page it is: the pool of nothing is below the threshold, so the flag must be set by a full one.
  const full = new WatchedZswap({ lengths: [100], maxPages: 0 });
  assert.equal(full.store(of('6.12'), folioAt(0, 1)).refused, 'pool_limit');
  assert.equal(full.zswap.workerQueued, true);
});

test('6.12: a single page is stored as later kernels do', () => {
  const watched = new WatchedZswap({ lengths: [100] });
  const { costs, outcome } = runToEnd(watched.begin(of('6.12'), folioAt(0, 1)));
  assert.deepEqual(costs, [1, 110, 11_000]);
  assert.deepEqual(outcome, { refused: null, storedPages: 1, failingPage: 1, wasted: 0 });
  assert.deepEqual(stateOf(watched), [1, 1, 1, 100, 1, 1]);
});

for (const release of ['6.12', '6.14', '6.18']) {
  test(`${release}: sequential folios end as in the naive model`, () => {
    assertPredicted(of(release), (situation) => {
      if (release === '6.12' && situation.lengths.length > 1) return nothing('large_folio');
      if (memcgRefuses(situation)) return nothing('memcg_limit');
      const verdict = situation.limit.check(situation.pool.pages);
      return verdict === null ? wholeOrNothing(situation) : nothing(verdict);
    });
  });
}
