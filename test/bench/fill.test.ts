import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Fill } from '../../src/bench/fill.js';
import { StoreTally } from '../../src/bench/store-tally.js';
import { Timeline } from '../../src/bench/timeline.js';
import { FolioQueue } from '../../src/folio/folio-queue.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import type { StorePath, Strategy } from '../../src/strategy/strategy.js';
import { pagesAt } from '../support/books.js';
import { runToEnd, WatchedZswap } from '../support/watched-zswap.js';

/** Folios of 4, 4, 1, 4: frames 0..8 and 12..15. Pages are incompressible; `zero` lists those of zeros. */
function scene(maxPages: number, zero: readonly number[] = []) {
  const lengths = Array(13).fill(4096);
  const watched = new WatchedZswap({ lengths, maxPages });
  const flags = Uint8Array.from(lengths, (_, page) => (zero.includes(page) ? 1 : 0));
  const runs = [
    { pfn: 0, pages: 9 },
    { pfn: 12, pages: 4 },
  ];
  const queue = new FolioQueue(
    { runs, zero: flags },
    { grouping: 'aligned', folioPages: 4, offerPages: 13 },
  );
  const tally = new StoreTally(Uint16Array.from(lengths));
  const timeline = new Timeline();
  const fill = new Fill(watched.zswap, STRATEGIES.get('batch') as Strategy, queue, tally, timeline);
  const end = (task: number, path: StorePath | null, nowNs: number) =>
    fill.ended(task, runToEnd(path as StorePath).outcome, nowNs);
  return { watched, fill, tally, timeline, end };
}

test('folios are handed out in order of arrival, and each task answers for its own', () => {
  const { watched, fill, tally, timeline, end } = scene(4);
  const [first, second] = [fill.next(0), fill.next(1)];
  // Task 1's folio gets in first and fills the pool; then task 0's is refused, and with it 4 pages, not task 1's.
  end(1, second, 70);
  assert.deepEqual(pagesAt(watched, 4, 4), [4, 5, 6, 7]);
  assert.deepEqual(tally.pages.stored, 4);
  const third = fill.next(1);
  end(1, third, 80);
  assert.deepEqual(tally.pages.rejected, 1, 'the single page at frame 8');
  end(0, first, 90);
  assert.deepEqual(tally.pages.rejected, 5);
  assert.deepEqual(timeline.points(), [
    [70, 4, 0],
    [80, 4, 1],
    [90, 4, 1],
  ]);
  end(0, fill.next(0), 95);
  assert.equal(fill.next(0), null);
  assert.equal(fill.next(1), null);
  assert.deepEqual(tally.folios, { offered: 4, stored: 1, rejected: 3, zero: 0 });
});

test('a folio of nothing but zeros is counted and never stored, one with another page is', () => {
  const { watched, fill, tally, timeline, end } = scene(100, [0, 1, 2, 3, 4, 5, 6, 8]);
  end(0, fill.next(0), 10);
  end(0, fill.next(0), 20);
  assert.equal(fill.next(0), null);
  assert.deepEqual(tally.folios, { offered: 4, stored: 2, rejected: 0, zero: 2 });
  assert.deepEqual(tally.pages, {
    offered: 13,
    stored: 8,
    rejected: 0,
    zero: 5,
    incompressible: 8,
  });
  assert.deepEqual(watched.pages.compressed, [4, 5, 6, 7, 9, 10, 11, 12], 'zero pages too');
  assert.equal(timeline.points().length, 2, 'a zero folio is no moment of the pool');
});

test('an offer of zeros alone ends at once', () => {
  const { fill, tally } = scene(
    100,
    Array.from({ length: 13 }, (_, page) => page),
  );
  assert.equal(fill.next(0), null);
  assert.deepEqual(tally.folios, { offered: 4, stored: 0, rejected: 0, zero: 4 });
});
