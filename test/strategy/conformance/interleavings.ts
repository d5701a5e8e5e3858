import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { ShrinkWorker } from '../../../src/model/zswap/shrink-memcg.js';
import type { StepCosts } from '../../../src/model/zswap/step-costs.js';
import { WithShrinkWorker } from '../../../src/simulation/shrink-worker.js';
import { VirtualCpus } from '../../../src/simulation/virtual-cpus.js';
import { batch } from '../../../src/strategy/path/batch.js';
import { oracle } from '../../../src/strategy/path/oracle.js';
import { recheck } from '../../../src/strategy/path/recheck.js';
import { clairvoyant } from '../../../src/strategy/policy/clairvoyant.js';
import { reserve } from '../../../src/strategy/policy/reserve.js';
import { transactional } from '../../../src/strategy/policy/transactional.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { EventCounts } from '../../../src/verify/expected/event-counts.js';
import { assertConsistent } from '../../support/consistency.js';
import { countedEvents } from '../../support/counted-events.js';
import { memcgBoundBytes } from '../../support/memcg-bound.js';
import { LARGEST_PAGES, RacingStores } from '../../support/racing-stores.js';
import { type Subject, zswapFor } from '../../support/subjects.js';
import type { WatchedZswap } from '../../support/watched-zswap.js';

const length = fc.oneof(fc.constantFrom(100, 2100, 4096, 5000), fc.integer({ min: 1, max: 4095 }));

// Of a few values each, so that every step is short beside every other in some run.
const cost = fc.constantFrom(0, 1, 30, 1000);
const costs: fc.Arbitrary<StepCosts> = fc.record({
  limitCheckNs: cost,
  entryAllocateNs: cost,
  compressNs: cost,
  publishNs: cost,
  accountNs: cost,
  loadNs: cost,
  freeNs: cost,
  scanNs: cost,
  writebackNs: cost,
  memcgVisitNs: cost,
  deviceNsPerPage: cost,
});

const limitPages = (max: number) => fc.option(fc.integer({ min: 1, max }));

export const raceSetup = fc.record({
  seed: fc.nat(),
  tasks: fc.integer({ min: 1, max: 8 }),
  worker: fc.boolean(),
  script: fc.record({
    lengths: fc.array(length, { minLength: 32, maxLength: 32 }),
    maxPages: fc.integer({ min: 1, max: 60 }),
    acceptPercent: fc.constantFrom(0, 50, 90, 100),
    keepIncompressible: fc.boolean(),
    shrinkScan: fc.constantFrom(1, 32),
    memcgs: fc.integer({ min: 1, max: 3 }),
    memcgMaxPages: limitPages(30),
    memcgParentMaxPages: limitPages(60),
    writeback: fc.boolean(),
    costs,
  }),
});

type RaceSetup = typeof raceSetup extends fc.Arbitrary<infer T> ? T : never;

export function interleavings(subject: Subject, runs: number): void {
  test(`${subject.name}: stores that race leave what their outcomes say, and pass no limit further than they may`, () => {
    fc.assert(
      fc.property(raceSetup, (all) => race(subject, all)),
      { numRuns: runs },
    );
  });
}

/** Stores, loads, frees, writeback and perhaps the shrink worker, all at once, in the order that a seed makes. */
export function race(subject: Subject, { seed, tasks, worker, script }: RaceSetup): void {
  const { strategy } = subject;
  const eventCounts = new EventCounts(
    subject.kernel?.keepsIncompressible ?? script.keepIncompressible,
  );
  const events = countedEvents(eventCounts);
  const watched = zswapFor(subject, { ...script, events });
  const { zswap } = watched;
  const checks = countChecks(watched);
  const stores = new RacingStores(watched, strategy, new Random('stores', seed));
  events.onWrittenBack = (slot) => stores.writtenBack(slot);
  const work = worker
    ? new WithShrinkWorker(stores, zswap, new ShrinkWorker(zswap), tasks)
    : stores;
  const cpus = new VirtualCpus(
    { foreground: tasks, background: 1, cpus: tasks },
    new Random('cpus', seed),
    work,
  );
  const bounds = boundsOf(subject, watched, tasks);
  while (cpus.run(1)) assertInFlight(subject, watched, bounds);

  assertConsistent(watched, stores.drift.gauges);
  assert.deepEqual(stores.found(), stores.expected);
  assertCounters(subject, watched, stores);
  assert.equal(zswap.counters.pool_limit_hit, checks.atLimit);
  assert.deepEqual(
    eventCounts.drift({
      ...zswap.counters,
      memcg_zswap: zswap.memcgParent.zswapBytes,
      memcg_zswapped: zswap.memcgParent.zswapped,
    }),
    stores.drift.counters(),
  );
  const { counters } = zswap;
  const { writtenBackPages } = events;
  assert.deepEqual([counters.written_back_pages, counters.zswpwb], Array(2).fill(writtenBackPages));
  if (!script.writeback) assert.equal(writtenBackPages, 0);
}

interface Bounds {
  readonly poolPages: number;
  /** Bytes to which a limit may be passed; null where nothing is promised. */
  readonly memcgBytes: number | null;
}

function boundsOf({ strategy }: Subject, { zswap }: WatchedZswap, tasks: number): Bounds {
  const context = { tasks, folioPages: LARGEST_PAGES };
  return {
    poolPages: zswap.limit.maxPages + strategy.overshootBound(context),
    memcgBytes: memcgBoundBytes(strategy, context, zswap.memcgs[0].writebackEnabled),
  };
}

/** Asserts the invariants that hold between the steps of stores in flight. */
function assertInFlight({ strategy }: Subject, watched: WatchedZswap, bounds: Bounds): void {
  const { zswap, liveEntries, liveHandles, memcgs } = watched;
  const indexed = new Set(zswap.index);
  assert.ok([...indexed].every((entry) => liveEntries.has(entry)));
  for (const { lru } of zswap.memcgs) {
    assert.ok(
      [...lru].every((entry) => indexed.has(entry)),
      'the LRU has indexed entries only',
    );
  }
  assert.ok(liveHandles.size >= indexed.size && liveHandles.size <= liveEntries.size);
  assert.ok(zswap.compressedBytes >= 0);
  if (!strategy.knownDrift.includes('stored_pages')) assert.ok(zswap.counters.stored_pages >= 0);

  assert.ok(zswap.pool.peakPages <= bounds.poolPages, 'the pool is within its bound');
  const reserved = watched.reservedBytes();
  assert.ok(reserved.every((bytes) => bytes >= 0));
  for (const { maxPages, peakBytes, zswapBytes, reservedBytes } of memcgs) {
    if (maxPages === null) continue;
    const maxBytes = maxPages * 4096;
    if (bounds.memcgBytes !== null) assert.ok(peakBytes <= maxBytes + bounds.memcgBytes);
    if (strategy.memcg === reserve && strategy.path === batch)
      assert.ok(zswapBytes + reservedBytes <= maxBytes);
  }
  if (strategy.global === reserve) {
    const { pool, limit } = zswap;
    assert.ok(pool.pagesAllocated * 4096 + reserved[0] <= limit.maxPages * 4096);
  }
}

function assertCounters({ strategy }: Subject, watched: WatchedZswap, stores: RacingStores): void {
  const { counters } = watched.zswap;
  const { refused, drift } = stores;
  assert.equal(counters.zswpout, stores.acceptedPages + drift.zswpout);
  assert.equal(counters.zswpin, stores.loadedPages);
  assert.equal(
    watched.pages.compressed.length,
    stores.acceptedPages + stores.wastedPages,
    'every compression is in or wasted',
  );
  // A folio that is split is tried again; a clairvoyant one never tries.
  if (strategy.splits) assert.ok(counters.reject_compress_fail >= refused.compress_fail);
  else
    assert.equal(
      counters.reject_compress_fail,
      strategy.path === oracle ? 0 : refused.compress_fail,
    );
  if (asksOnceARefusal(strategy)) assert.equal(counters.pool_limit_hit, refused.pool_limit);
}

/** Whether each folio that the pool refuses was refused by one check that found it at its limit. */
function asksOnceARefusal({ path, global, splits }: Strategy): boolean {
  return path !== recheck && global !== transactional && global !== clairvoyant && !splits;
}

/** Counts the refusals of the global check. */
function countChecks({ zswap }: WatchedZswap): { atLimit: number } {
  const counts = { atLimit: 0 };
  const checkLimits = zswap.checkLimits.bind(zswap);
  zswap.checkLimits = (folio) => {
    const refusal = checkLimits(folio);
    if (refusal === 'pool_limit') counts.atLimit++;
    return refusal;
  };
  return counts;
}
