import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../../src/common/random.js';
import { NO_EVENTS } from '../../../src/model/zswap/events.js';
import { PoolLimit } from '../../../src/model/zswap/pool-limit.js';
import { ShrinkWorker } from '../../../src/model/zswap/shrink-memcg.js';
import { Zswap } from '../../../src/model/zswap/zswap.js';
import { completeStore, runStore, storeSetting } from '../../../src/strategy/run-store.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import type { Strategy } from '../../../src/strategy/strategy.js';
import { counterSnapshot } from '../../../src/verify/counter-snapshot.js';
import { DIGIT_COSTS, folioOf } from '../../support/bare-zswap.js';
import { sharedZswaps } from '../../support/shared-zswap.js';

const LENGTHS = Uint16Array.from({ length: 500 }, (_, i) => 1 + ((i * 977) % 4096));

function options() {
  return {
    limit: new PoolLimit(60, 100, 80),
    memcgs: { count: 2, maxPages: 40, parentMaxPages: 50, writeback: true },
    kernel: { shrinkScan: 1, keepsIncompressible: true, lzoOverruns: false },
    pages: { compress: (page: number) => LENGTHS[page % LENGTHS.length], store() {} },
    overflow: 'compress_fail' as const,
    costs: DIGIT_COSTS,
    events: NO_EVENTS,
  };
}

type CounterSnapshot = Readonly<Record<string, number>>;

function sumOf(zswaps: readonly Zswap[]): CounterSnapshot {
  const [first, ...others] = zswaps.map(({ counters, compressedBytes, entryPoolRefs }) => ({
    ...counters,
    compressedBytes,
    entryPoolRefs,
  }));
  const sum: Record<string, number> = { ...first };
  for (const other of others) {
    for (const [name, value] of Object.entries(other)) sum[name] += value;
  }
  // These are one for all.
  const { stored_pages, stored_incompressible_pages } = zswaps[0].counters;
  return { ...sum, stored_pages, stored_incompressible_pages };
}

/** Stores, loads, frees and shrinks, each by the next of the zswaps; what all have counted together after each. */
function course(name: string, zswaps: readonly Zswap[]): CounterSnapshot[] {
  const strategy = STRATEGIES.get(name) as Strategy;
  const random = new Random('course', name);
  const settings = zswaps.map((zswap) => storeSetting(strategy, zswap));
  const workers = zswaps.map((zswap) => new ShrinkWorker(zswap));
  return Array.from({ length: 400 }, (_, step) => {
    const at = step % zswaps.length;
    const zswap = zswaps[at];
    const slot = 8 * random.below(40);
    const draw = random.below(8);
    if (draw === 0) zswap.load(slot + random.below(8));
    else if (draw === 1) zswap.eraseFolio(folioOf(slot, 8));
    else if (zswap.workerQueued && draw === 2) {
      zswap.workerQueued = false;
      for (const _cost of workers[at].run());
    } else {
      const folio = folioOf(slot, random.below(3) === 0 ? 1 : 8, random.below(2));
      completeStore(runStore(settings[at], folio));
    }
    const { memcg_zswap, memcg_zswapped, pool_pages, lru_entries } = counterSnapshot(zswap);
    return { ...sumOf(zswaps), memcg_zswap, memcg_zswapped, pool_pages, lru_entries };
  });
}

for (const [name, strategy] of STRATEGIES) {
  // Its penalty is each thread's own, so that taking turns is not what one thread does.
  const threads = name === 'batch-backoff' ? 1 : 3;
  test(`${name}: ${threads} taking turns over one heap do what one does alone`, () => {
    const alone = course(name, [new Zswap({ ...options(), memory: null })]);
    const { zswaps, heaps } = sharedZswaps(threads, options);
    for (const [step, snapshot] of course(name, zswaps).entries()) {
      assert.deepEqual(snapshot, alone[step], `step ${step}`);
    }
    assert.deepEqual(heaps[0].heldLocks(), []);
    const last = alone[alone.length - 1];
    assert.ok(last.written_back_pages > 0 || strategy.clairvoyant, 'something was written back');
  });
}

test('gauges of stored pages are one for all threads, and the other counters each thread has for itself', () => {
  const { zswaps } = sharedZswaps(3, options);
  const setting = storeSetting(STRATEGIES.get('batch') as Strategy, zswaps[0]);
  completeStore(runStore(setting, folioOf(0, 8)));
  const stored = zswaps.map(({ counters }) => [counters.stored_pages, counters.zswpout]);
  assert.deepEqual(stored, [
    [8, 8],
    [8, 0],
    [8, 0],
  ]);
  zswaps[1].eraseFolio(folioOf(0, 8));
  assert.deepEqual(
    zswaps.map(({ counters }) => counters.stored_pages),
    [0, 0, 0],
  );
});

test('charges of all threads count at the check of a limit', () => {
  const { zswaps } = sharedZswaps(2, options);
  const [one, other] = zswaps.map(({ memcgs }) => memcgs[0]);
  one.charge(30 * 4096, 30);
  other.charge(10 * 4096 - 1, 10);
  assert.deepEqual([one.mayZswap(), other.mayZswap()], [true, true]);
  one.charge(1, 0);
  assert.deepEqual([one.mayZswap(), other.mayZswap()], [false, false], '40 pages are the limit');
  assert.deepEqual([one.zswapped, other.parent?.zswapped], [40, 40]);
});
