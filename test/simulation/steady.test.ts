import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../src/common/random.js';
import type { Outcome } from '../../src/simulation/arrivals.js';
import { Steady } from '../../src/simulation/steady.js';
import { asleep, type Job, PARKED, VirtualCpus } from '../../src/simulation/virtual-cpus.js';
import { type ExactCase, runExactCase } from '../support/exact-case.js';
import { OWN_CPUS } from '../support/own-cpus.js';
import { runPlainly, type ScenarioOptions, setUpScenario } from '../support/scenario-setup.js';
import { zeroRandom } from '../support/zero-random.js';

/** Folios of 4 pages of 4096 bytes, a limit of two of them, and a threshold of 7 pages. */
const FOUR: ScenarioOptions = {
  strategy: 'batch',
  lengths: [4096],
  folioPages: 4,
  offerPages: 24,
  maxPages: 8,
  tasks: 1,
};

/** A source whose draws below a bound are the middle: 1 of 2, which is to free. */
function middleRandom(): Random {
  return Object.assign(new Random(), { uint32: () => 0x8000_0000 });
}

test('by hand, where it is always the first that leaves and it is loaded', () => {
  // Folios 0 and 1 come in; 2 is refused, and from now on each arrival is followed by a load: of 0 for 2, which makes room.
  // 3 comes in and 1 leaves, 4 comes in and 3 leaves, 5 comes in and 4 leaves.
  const { zswap, statistics, arrivals } = setUpScenario(FOUR);
  runPlainly(1, new Steady(arrivals, zswap, zeroRandom()));
  assert.deepEqual(statistics.folios, { offered: 6, stored: 5, rejected: 1, zero: 0 });
  assert.equal(zswap.counters.zswpin, 16);
  assert.equal(zswap.counters.stored_pages, 4);
  const left = [...Array(24).keys()].filter((slot) => zswap.has(slot));
  assert.deepEqual(left, [20, 21, 22, 23]);
  assert.equal(zswap.memcgs[0].zswapBytes, 4 * 4096);
});

test('by hand, where it is the middle one that leaves and it is freed', () => {
  // Of folios 0 and 1 it is 1 that leaves for 2; then 3 comes in, and of 0 and 3 it is 3; then 4, and so on: 0 and 5 are
  // there in the end, but for 5's own arrival, for which one of them leaves: 5.
  const { zswap, statistics, arrivals } = setUpScenario(FOUR);
  runPlainly(1, new Steady(arrivals, zswap, middleRandom()));
  assert.deepEqual(statistics.folios, { offered: 6, stored: 5, rejected: 1, zero: 0 });
  assert.equal(zswap.counters.zswpin, 0, 'what is freed is not loaded');
  const left = [...Array(24).keys()].filter((slot) => zswap.has(slot));
  assert.deepEqual(left, [0, 1, 2, 3]);
});

/** A job's costs; it must end in nothing. */
function costsOf(job: Job<Outcome> | typeof PARKED): number[] {
  assert.notEqual(job, PARKED);
  const costs: number[] = [];
  for (;;) {
    const step = (job as Job<Outcome>).next();
    if (step.done === true) {
      assert.equal(step.value, null);
      return costs;
    }
    costs.push(step.value);
  }
}

test('a page that was written back meanwhile is read from the device, and is no load', () => {
  const { zswap, arrivals } = setUpScenario(FOUR);
  const steady = new Steady(arrivals, zswap, zeroRandom());
  for (let folio = 0; folio < 3; folio++) {
    const job = steady.next(0, 0, OWN_CPUS) as Job<Outcome>;
    let step = job.next();
    while (step.done !== true) step = job.next();
    steady.ended(0, step.value, 0);
  }
  zswap.erase(1);
  const [load, device] = [100_000, 100_000_000_000];
  assert.deepEqual(costsOf(steady.next(0, 0, OWN_CPUS)), [load, load, asleep(device), load, load]);
  assert.equal(zswap.counters.zswpin, 3);
});

test('steady: freeing a folio of 4 pages is one step of four times the cost', () => {
  const { zswap, arrivals } = setUpScenario(FOUR);
  const steady = new Steady(arrivals, zswap, middleRandom());
  for (let folio = 0; folio < 3; folio++) {
    const job = steady.next(0, 0, OWN_CPUS) as Job<Outcome>;
    let step = job.next();
    while (step.done !== true) step = job.next();
    steady.ended(0, step.value, 0);
  }
  assert.deepEqual(costsOf(steady.next(0, 0, OWN_CPUS)), [4_000_000]);
});

test('steady: nothing leaves without a refusal', async () => {
  const { counters, folios } = await runExactCase({
    strategy: 'batch',
    scenario: 'steady',
    lengths: [1000],
    folioPages: 4,
    offerPages: 400,
    limitPages: 1000,
  });
  assert.deepEqual([counters.stored_pages, counters.zswpin, folios.stored], [400, 0, 100]);
});

test('where nothing was ever stored there is nothing to leave, and the offer still ends', async () => {
  const { folios } = await runExactCase({
    strategy: 'batch',
    scenario: 'steady',
    lengths: [1000],
    folioPages: 4,
    offerPages: 40,
    limitPages: 0,
  });
  assert.deepEqual([folios.stored, folios.rejected], [0, 10]);
});

/** Runs the scenario beside a count of pages that come and go, taken from what zswap tells of itself. */
function watch(options: ScenarioOptions, seed: number) {
  let refusedOne = false;
  /** Pages that arrived from the first refusal on, that left, and that left by being loaded. */
  const count = { arrived: 0, left: 0, loaded: 0 };
  /** The first two, whenever a store begins. */
  const balance: [number, number][] = [];
  const { zswap, statistics, arrivals } = setUpScenario({
    ...options,
    events: {
      freed: () => count.left++,
      loaded: () => count.loaded++,
      accepted: (pageCount) => {
        if (refusedOne) count.arrived += pageCount;
      },
      refused: (pageCount) => {
        refusedOne = true;
        count.arrived += pageCount;
      },
    },
  });
  const steady = new Steady(arrivals, zswap, new Random('steady', seed));
  const shape = { foreground: options.tasks, background: 0, cpus: options.tasks };
  const cpus = new VirtualCpus<Outcome>(shape, new Random(seed), {
    next(task) {
      const before = zswap.inFlight.size;
      const job = steady.next(task, 0, OWN_CPUS);
      if (zswap.inFlight.size > before) balance.push([count.arrived, count.left]);
      return job;
    },
    ended: (task, outcome, nowNs) => steady.ended(task, outcome, nowNs),
  });
  while (cpus.run(1000));
  assert.equal(zswap.counters.zswpin, count.loaded);
  assert.equal(zswap.counters.stored_pages, [...zswap.index].length);
  return {
    ...count,
    balance,
    here: zswap.counters.stored_pages,
    rejected: statistics.folios.rejected,
  };
}

test('one task: whenever a store begins as many pages have left as have arrived since the first refusal', () => {
  const options = { ...FOUR, lengths: [1040], maxPages: 100, offerPages: 4000 };
  const { balance, here, rejected } = watch(options, 5);
  for (const [arrived, left] of balance) assert.equal(left, arrived);
  const refusedFrom = balance.findIndex(([arrived]) => arrived > 0);
  // 100 pages are 12 zspages of 8 with 31 objects: 372, and at 96 pages below the limit another is begun: 376 are in.
  assert.equal(refusedFrom, 376 / 4 + 1);
  // For each folio that was refused four pages left and none came; all others were balanced.
  assert.ok(rejected > 0);
  assert.equal(here, 376 - 4 * rejected);
});

test('steady: half of the leaving folios are loaded, half are freed', () => {
  const { left, loaded } = watch({ ...FOUR, lengths: [1040], maxPages: 100, offerPages: 8000 }, 6);
  const folios = left / 4;
  assert.ok(folios > 1500, `${folios}`);
  // Each by a throw of its own: four standard deviations.
  assert.ok(Math.abs(loaded / 4 - folios / 2) <= 4 * Math.sqrt(folios / 4), `${loaded / 4}`);
});

test('any offer and any tasks: all that arrived is made up for, or nothing is left', () => {
  const options = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 4096 }), {
      minLength: 1,
      maxLength: 30,
      size: 'max',
    }),
    folios: fc.integer({ min: 1, max: 100 }),
    folioPages: fc.constantFrom(1, 4, 16),
    maxPages: fc.nat({ max: 60 }),
    acceptPercent: fc.constantFrom(0, 50, 90, 100),
    tasks: fc.integer({ min: 1, max: 6 }),
  });
  fc.assert(
    fc.property(options, fc.nat(), ({ folios, ...setup }, seed) => {
      const offerPages = folios * setup.folioPages;
      const { arrived, left, here } = watch({ ...setup, offerPages, strategy: 'batch' }, seed);
      assert.ok(left === arrived || (left < arrived && here === 0), `${left} of ${arrived}`);
    }),
  );
});

const SEEDED: ExactCase = {
  strategy: 'batch',
  scenario: 'steady',
  lengths: Array.from({ length: 101 }, (_, i) => 1 + ((i * 1999) % 4096)),
  folioPages: 4,
  offerPages: 4000,
  limitPages: 200,
  seed: 21,
};

test('a seeded run is the same each time, and another for another seed', async () => {
  const exact = await runExactCase(SEEDED);
  assert.deepEqual(await runExactCase(SEEDED), exact);
  assert.notDeepEqual((await runExactCase({ ...SEEDED, seed: 22 })).counters, exact.counters);
  assert.equal(exact.rollback.verdict, 'exact');
  assert.ok(exact.counters.zswpin > 1000);
  assert.equal(exact.oracle, null);
});

test('steady: loads from zswap and loads of pages written back are counted separately', async () => {
  // Stores at a memcg's limit write pages back that are still to be loaded.
  const setup = { ...SEEDED, limitPages: 100_000, memcgMaxPages: 50, kernel: '7.3' };
  const { counters, rollback } = await runExactCase(setup);
  assert.ok(counters.written_back_pages > 0);
  assert.ok(counters.zswpin > 0);
  assert.ok(counters.zswpin + counters.written_back_pages < counters.zswpout);
  assert.equal(rollback.verdict, 'exact');
});
