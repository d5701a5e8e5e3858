import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Folio } from '../../src/model/folio/folio.js';
import { Fill } from '../../src/simulation/fill.js';
import { PARKED } from '../../src/simulation/virtual-cpus.js';
import { batch } from '../../src/strategy/path/batch.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { type ExactCase, runExactCase } from '../support/exact-case.js';
import { OWN_CPUS } from '../support/own-cpus.js';
import { runPlainly, type ScenarioOptions, setUpScenario } from '../support/scenario-setup.js';

const BATCH = STRATEGIES.get('batch') as Strategy;

// A limit check, four entries, four times compressing and publishing, the counters.
const STORE = 1 + 4 * 10 + 4 * (100 + 1_000) + 10_000;
const REFUSAL = 1;
const DEVICE = 4 * 100_000_000_000;

const FOUR: ScenarioOptions = {
  strategy: 'batch',
  lengths: [4096],
  folioPages: 4,
  offerPages: 20,
  maxPages: 6,
  tasks: 2,
};

test('two tasks, by hand: the next folio goes to who is idle, and a refused one keeps its task', () => {
  const { zswap, statistics, timeline, arrivals } = setUpScenario(FOUR);
  runPlainly(2, new Fill(arrivals));
  // Folios 0 and 1 find an empty pool at the same time and end at the same time: 8 pages where 6 are allowed. Folios 2 and
  // 3 are refused at once; no task is idle until the device has written them. Then task 0 takes folio 4, and task 1 finds none.
  const again = STORE + REFUSAL + DEVICE;
  assert.deepEqual(timeline.points(), [
    [STORE, 8, 0],
    [STORE, 8, 0],
    [STORE + REFUSAL, 8, 1],
    [STORE + REFUSAL, 8, 1],
    [again + REFUSAL, 8, 1],
  ]);
  assert.deepEqual(statistics.folios, { offered: 5, stored: 2, rejected: 3, zero: 0 });
  assert.deepEqual(statistics.storedByTask, [4, 4]);
  assert.equal(statistics.rejects.pool_limit, 3);
  assert.equal(zswap.inFlight.size, 0);
});

test('the device keeps a task for the pages that its store did not get in', () => {
  // Of four pages: three are in, where a folio was split; none; all; and no store at all.
  const { arrivals } = setUpScenario(FOUR);
  const fill = new Fill(arrivals);
  const outcomes = [
    { refused: 'pool_limit', storedPages: 3, failingPage: 0, wasted: 0 },
    { refused: 'pool_limit', storedPages: 0, failingPage: 0, wasted: 0 },
    { refused: null, storedPages: 4, failingPage: 4, wasted: 0 },
    null,
  ] as const;
  const busy = outcomes.map((outcome) => {
    fill.next(0, 0, OWN_CPUS);
    return fill.ended(0, outcome, 0);
  });
  assert.deepEqual(busy, [DEVICE / 4, DEVICE, 0, 0]);
});

test('task t stores for memcg t mod memcgs', () => {
  const { zswap, statistics, arrivals } = setUpScenario({
    ...FOUR,
    maxPages: 100,
    memcgs: 2,
    tasks: 3,
  });
  const fill = new Fill(arrivals);
  const seen: number[] = [];
  for (const task of [0, 1, 2, 2, 1]) {
    fill.next(task, 0, OWN_CPUS);
    seen.push([...zswap.inFlight].at(-1)?.memcg as number);
    fill.ended(task, { refused: null, storedPages: 4, failingPage: 4, wasted: 0 }, 0);
  }
  assert.deepEqual(seen, [0, 1, 0, 0, 1]);
  assert.deepEqual(statistics.storedByTask, [4, 8, 8]);
  assert.deepEqual(statistics.storedByMemcg, [12, 8]);
});

test('folios of nothing but zeros are counted and pass by, others bring their zeros along', () => {
  // Folio 0 is zeros, folio 1 half, folio 2 zeros, folio 3 none, and the end of the offer is a page of zeros.
  const zeroPages = [0, 1, 2, 3, 4, 5, 8, 9, 10, 11, 16];
  const options = { ...FOUR, maxPages: 100, lengths: Array(17).fill(4096), offerPages: 17 };
  const { zswap, statistics, timeline, arrivals } = setUpScenario({ ...options, zeroPages });
  runPlainly(2, new Fill(arrivals));
  assert.deepEqual(statistics.folios, { offered: 5, stored: 2, rejected: 0, zero: 3 });
  assert.deepEqual(
    { ...statistics.pages },
    { offered: 17, stored: 8, rejected: 0, zero: 9, incompressible: 8, preloaded: 0 },
  );
  assert.equal(timeline.points().length, 2, 'a folio of zeros is no moment of the pool');
  assert.equal(zswap.pool.pagesAllocated, 8);
});

test('after the end every task is parked, and stays so', () => {
  const { arrivals } = setUpScenario({ ...FOUR, offerPages: 4 });
  const fill = new Fill(arrivals);
  assert.notEqual(fill.next(1, 0, OWN_CPUS), PARKED);
  for (const task of [0, 1, 0]) assert.equal(fill.next(task, 0, OWN_CPUS), PARKED);
});

/** A strategy that writes down each store that begins, and what is in the swap cache then. */
function noting(begun: Folio[], inFlight: (readonly Folio[])[]): Strategy {
  return {
    ...BATCH,
    *path(store) {
      const { zswap, folio } = store;
      begun.push(folio);
      inFlight.push([...zswap.inFlight]);
      const outcome = yield* batch(store);
      assert.ok(zswap.inFlight.has(folio), 'until its store has ended');
      return outcome;
    },
  };
}

async function assertFilled(setup: Omit<ExactCase, 'strategy'>): Promise<void> {
  const begun: Folio[] = [];
  const inFlight: (readonly Folio[])[] = [];
  const exact = await runExactCase({ ...setup, strategy: noting(begun, inFlight), oracle: false });
  const numbers = begun.map(({ number }) => number);
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
    'in order of arrival',
  );
  assert.equal(new Set(numbers).size, numbers.length, 'each once');
  for (const [i, folios] of inFlight.entries()) {
    assert.ok(folios.includes(begun[i]) && folios.length <= (setup.tasks ?? 4));
  }
  const { folios, pages } = exact;
  assert.equal(folios.stored + folios.rejected, begun.length);
  assert.equal(folios.stored + folios.rejected + folios.zero, folios.offered);
  assert.equal(pages.stored + pages.rejected + pages.zero, pages.offered);
  assert.equal(pages.offered, setup.offerPages);
  assert.deepEqual([exact.progress.rounds, exact.progress.allFailedRounds], [null, null]);
}

test('any offer is begun folio by folio in order of arrival, by any number of tasks', async () => {
  const cases = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 4096 }), {
      minLength: 4,
      maxLength: 30,
      size: 'max',
    }),
    zeroPages: fc.constantFrom([], [0], [0, 1, 2, 3]),
    folioPages: fc.constantFrom(1, 4, 8),
    offerPages: fc.integer({ min: 1, max: 100 }),
    limitPages: fc.nat({ max: 40 }),
    tasks: fc.integer({ min: 1, max: 9 }),
    seed: fc.nat(),
  });
  await fc.assert(fc.asyncProperty(cases, assertFilled));
});

test('a seeded offer of 4096 pages by sixteen tasks', async () => {
  const lengths = Array.from({ length: 97 }, (_, i) => 1 + ((i * 1237) % 4096));
  await assertFilled({
    lengths,
    folioPages: 16,
    offerPages: 4096,
    limitPages: 900,
    tasks: 16,
    seed: 7,
  });
});
