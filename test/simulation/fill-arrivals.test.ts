import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FolioQueue } from '../../src/model/folio/folio-queue.js';
import { Arrivals, type Outcome } from '../../src/simulation/arrivals.js';
import { Fill } from '../../src/simulation/fill.js';
import { StoreStatistics } from '../../src/simulation/store-statistics.js';
import { Timeline } from '../../src/simulation/timeline.js';
import { type Job, PARKED } from '../../src/simulation/virtual-cpus.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { DIGIT_COSTS } from '../support/bare-zswap.js';
import { pagesAt } from '../support/consistency.js';
import { OWN_CPUS } from '../support/own-cpus.js';
import { WatchedZswap } from '../support/watched-zswap.js';

/** Folios of 4, 4, 1 and 4 incompressible pages: frames 0..8 and 12..15. `zero` lists the zero pages. */
function setup(maxPages: number, zero: readonly number[] = [], memcgs = 1) {
  const lengths = Array(13).fill(4096);
  const watched = new WatchedZswap({ lengths, maxPages, memcgs });
  const flags = Uint8Array.from(lengths, (_, page) => (zero.includes(page) ? 1 : 0));
  const runs = [
    { pfn: 0, pages: 9 },
    { pfn: 12, pages: 4 },
  ];
  const queue = new FolioQueue(
    { runs, zero: flags },
    { grouping: 'aligned', folioPages: 4, offerPages: 13 },
  );
  const { zswap } = watched;
  const statistics = new StoreStatistics(zswap, 4);
  const timeline = new Timeline();
  const strategy = STRATEGIES.get('batch') as Strategy;
  const arrivals = new Arrivals({ zswap, strategy, queue, statistics, timeline });
  const fill = new Fill(arrivals);
  const end = (task: number, job: Job<Outcome> | typeof PARKED, nowNs: number) => {
    assert.ok(job !== PARKED);
    for (;;) {
      const { done, value } = job.next();
      if (done) return fill.ended(task, value, nowNs) / DIGIT_COSTS.deviceNsPerPage;
    }
  };
  return { watched, fill, statistics, timeline, end };
}

test('fill: folios are handed out in order of arrival, and outcomes are counted for their task', () => {
  const { watched, fill, statistics, timeline, end } = setup(4);
  const [first, second] = [fill.next(0, 0, OWN_CPUS), fill.next(1, 0, OWN_CPUS)];
  // The folio of task 1 is stored first and fills the pool; then the 4 pages of task 0 are refused.
  assert.equal(end(1, second, 70), 0);
  assert.deepEqual(pagesAt(watched, 4, 4), [4, 5, 6, 7]);
  assert.deepEqual(statistics.pages.stored, 4);
  const third = fill.next(1, 0, OWN_CPUS);
  assert.equal(end(1, third, 80), 1, 'the refused page goes to the swap device');
  assert.deepEqual(statistics.pages.rejected, 1, 'the single page at frame 8');
  assert.equal(end(0, first, 90), 4);
  assert.deepEqual(statistics.pages.rejected, 5);
  assert.deepEqual(timeline.points(), [
    [70, 4, 0],
    [80, 4, 1],
    [90, 4, 1],
  ]);
  end(0, fill.next(0, 0, OWN_CPUS), 95);
  assert.equal(fill.next(0, 0, OWN_CPUS), PARKED);
  assert.equal(fill.next(1, 0, OWN_CPUS), PARKED);
  assert.deepEqual(statistics.folios, { offered: 4, stored: 1, rejected: 3, zero: 0 });
  assert.deepEqual(statistics.storedByTask, [0, 4, 0, 0]);
});

test('fill: a folio is in the swap cache from its arrival until its store has ended', () => {
  const { watched, fill, end } = setup(100);
  const { inFlight } = watched.zswap;
  const first = fill.next(0, 0, OWN_CPUS);
  assert.deepEqual(
    [...inFlight].map(({ slot }) => slot),
    [0],
  );
  const second = fill.next(1, 0, OWN_CPUS);
  end(0, first, 10);
  assert.deepEqual(
    [...inFlight].map(({ slot }) => slot),
    [4],
  );
  end(1, second, 10);
  assert.equal(inFlight.size, 0);
});

test('fill: a folio belongs to the memcg of its task', () => {
  const { fill, watched, end } = setup(100, [], 2);
  for (const task of [1, 0, 3]) end(task, fill.next(task, 0, OWN_CPUS), 0);
  const { entries, memcgs } = watched.zswap;
  const slots = memcgs.map(({ lru }) => [...lru].map((entry) => entries.slot[entry]));
  assert.deepEqual(slots, [
    [4, 5, 6, 7],
    [0, 1, 2, 3, 512],
  ]);
});

test('fill: a folio of zero pages is counted but not stored, a mixed folio is stored', () => {
  const { watched, fill, statistics, timeline, end } = setup(100, [0, 1, 2, 3, 4, 5, 6, 8]);
  end(0, fill.next(0, 0, OWN_CPUS), 10);
  end(0, fill.next(0, 0, OWN_CPUS), 20);
  assert.equal(fill.next(0, 0, OWN_CPUS), PARKED);
  assert.deepEqual(statistics.folios, { offered: 4, stored: 2, rejected: 0, zero: 2 });
  assert.deepEqual(statistics.pages, {
    offered: 13,
    stored: 8,
    rejected: 0,
    zero: 5,
    incompressible: 8,
    preloaded: 0,
  });
  assert.deepEqual(watched.pages.compressed, [4, 5, 6, 7, 9, 10, 11, 12], 'zero pages too');
  assert.equal(timeline.points().length, 2, 'a zero folio adds no point to the timeline');
});

test('fill: an offer of zero pages ends at once', () => {
  const { fill, statistics } = setup(
    100,
    Array.from({ length: 13 }, (_, page) => page),
  );
  assert.equal(fill.next(0, 0, OWN_CPUS), PARKED);
  assert.deepEqual(statistics.folios, { offered: 4, stored: 0, rejected: 0, zero: 4 });
});
