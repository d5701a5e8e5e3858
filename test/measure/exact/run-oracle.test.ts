import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { STRATEGIES } from '../../../src/strategy/registry.js';
import { type NaiveOffer, storedNaively } from '../../support/naive-oracle.js';
import { oracleOf, runScene, type Scene } from '../../support/scene.js';

/** Folios of 4 pages of 4096 bytes unless told otherwise, so that a page takes a page. */
const SCENE: Scene = { strategy: 'batch', lengths: Array(20).fill(4096), folioPages: 4, tasks: 1 };

test('each folio is taken that fits, and one that does not hides none behind it', async () => {
  // Limit 6. Folio 0 takes 4 pages, the next four 4 each: only one fits. Then the last, of 24 bytes a page: one page.
  const lengths = [...Array(16).fill(4096), ...Array(4).fill(24)];
  assert.deepEqual(await oracleOf({ ...SCENE, lengths, limitPages: 6 }), {
    storedPages: 8,
    boundPages: 9, // 4 x 24 bytes take 4/128 of a page, and 5 whole pages go into the rest
  });
});

test('the limit itself may be reached, and a zspage that is there is used up', async () => {
  // 31 pages of up to 1048 bytes go into 8 pages. Seven folios of 4 and then three single pages: 31, the eighth zspage's
  // worth; the next would need eight more.
  const lengths = Array(40).fill(1048);
  const scene = { ...SCENE, lengths, limitPages: 8 };
  assert.deepEqual(await oracleOf({ ...scene, offerPages: 31 }), {
    storedPages: 31,
    boundPages: 31,
  });
  assert.deepEqual(await oracleOf({ ...scene, offerPages: 32 }), {
    storedPages: 28,
    boundPages: 31,
  });
  assert.deepEqual(await oracleOf({ ...scene, limitPages: 7 }), { storedPages: 0, boundPages: 27 });
});

test('there is no hysteresis: after a folio that does not fit the next may', async () => {
  // Limit 5, threshold 0: batch takes folio 0, goes past with folio 1, and then takes nothing. The oracle takes folio 0
  // and the single page at the end.
  const scene = { ...SCENE, limitPages: 5, acceptPercent: 0, offerPages: 13 };
  assert.equal((await oracleOf(scene)).storedPages, 5);
});

test('pages that do not compress are refused by a kernel that keeps none, and bounded all the same', async () => {
  const lengths = [100, 100, 100, 4096, 100, 100, 100, 100];
  const scene = { ...SCENE, lengths, limitPages: 100 };
  assert.equal((await oracleOf(scene)).storedPages, 8);
  assert.equal((await oracleOf({ ...scene, kernel: '6.14' })).storedPages, 4);
  assert.equal((await oracleOf({ ...scene, writeback: false })).storedPages, 4);
  assert.equal((await oracleOf({ ...scene, kernel: '6.14' })).boundPages, 8);
});

test('arrival n is of task n mod tasks, and of that memcg', async () => {
  // Two memcgs of 4 pages each, three tasks: arrivals 0, 2, 3, 5 are of memcg 0 and 1, 4 of memcg 1.
  const scene = { ...SCENE, tasks: 3, memcgs: 2, memcgMaxPages: 4, offerPages: 24 };
  assert.equal((await oracleOf(scene)).storedPages, 8, 'the first of each');
  assert.equal((await oracleOf({ ...scene, memcgMaxPages: 8 })).storedPages, 16);
  assert.equal((await oracleOf({ ...scene, memcgMaxPages: 12 })).storedPages, 20, '3 and 2');
  assert.equal((await oracleOf({ ...scene, memcgMaxPages: 16 })).storedPages, 24, '4 and 2');
  assert.equal(
    (await oracleOf({ ...scene, memcgMaxPages: 12, parentMaxPages: 13 })).storedPages,
    12,
  );
});

test('nothing is written back to make room', async () => {
  const scene = { ...SCENE, memcgMaxPages: 4, kernel: 'next' };
  assert.equal((await oracleOf(scene)).storedPages, 4);
});

test('folios of nothing but zeros are no part of it, zeros in others are', async () => {
  const lengths = [9, 9, 9, 9, 9, 9, 9, 4096];
  const zeroPages = [0, 1, 2, 3, 4, 5, 6];
  assert.deepEqual(await oracleOf({ ...SCENE, lengths, zeroPages }), {
    storedPages: 4,
    boundPages: 4,
  });
});

test('regret is what the oracle has more, and less than nothing after an overshoot', async () => {
  // Limit 6: batch takes 4 pages, then 4 more, and ends at 8. The oracle takes 4, and at the end of the offer the single
  // pages 20 and 21: 6.
  const scene = { ...SCENE, limitPages: 6, offerPages: 22, tasks: 1 };
  assert.deepEqual((await runScene(scene)).oracle, {
    storedPages: 6,
    boundPages: 6,
    regretPages: -2,
    refusedThatFitted: 0,
  });
});

test('the strategy oracle, run by one task without writeback, stores what the facts say', async () => {
  const random = new Random('oracle alone');
  for (let trial = 0; trial < 20; trial++) {
    const scene: Scene = {
      strategy: 'oracle',
      lengths: Array.from({ length: 100 }, () => 1 + random.below(4096)),
      folioPages: [1, 4, 16][trial % 3],
      limitPages: random.below(60),
      shrinkWorker: false,
      tasks: 1,
    };
    const { counters, oracle, pool } = await runScene(scene);
    assert.deepEqual([counters.stored_pages, oracle?.regretPages], [oracle?.storedPages, 0]);
    assert.ok(pool.peakPages <= pool.limitPages);
  }
});

async function assertAsNaive(offer: NaiveOffer): Promise<void> {
  const { keeps, ...scene } = offer;
  const facts = await oracleOf({ ...scene, strategy: 'batch', kernel: keeps ? '6.18' : '6.14' });
  assert.equal(facts.storedPages, storedNaively(offer));
  assert.ok(facts.storedPages <= facts.boundPages);
}

test('any offer is taken as a pool that is built anew for each folio takes it', async () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 4500 }), fc.constantFrom(24, 1048, 4096));
  const offers = fc.record({
    lengths: fc.array(length, { minLength: 1, maxLength: 40, size: 'max' }),
    zeroPages: fc.constantFrom([], [0], [0, 1, 2, 3, 4]),
    folioPages: fc.constantFrom(1, 4, 8),
    offerPages: fc.integer({ min: 1, max: 60 }),
    limitPages: fc.nat({ max: 40 }),
    tasks: fc.integer({ min: 2, max: 5 }),
    memcgs: fc.integer({ min: 1, max: 2 }),
    memcgMaxPages: fc.option(fc.nat({ max: 12 }), { nil: 1000 }),
    parentMaxPages: fc.option(fc.nat({ max: 20 }), { nil: 1000 }),
    keeps: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(offers, async (offer) => {
      const zeroPages = offer.zeroPages.filter((page) => page < offer.lengths.length);
      await assertAsNaive({ ...offer, zeroPages });
    }),
  );
});

test('a seeded offer of 400 pages', async () => {
  const random = new Random('oracle');
  const lengths = Array.from({ length: 400 }, () => 1 + random.below(4096));
  const offer = { lengths, offerPages: 400, tasks: 4, memcgs: 2, zeroPages: [], keeps: true };
  await assertAsNaive({ ...offer, folioPages: 4, limitPages: 100 });
  await assertAsNaive({ ...offer, folioPages: 8, limitPages: 150, memcgMaxPages: 50 });
});

test('a seeded offer of three tasks in two memcgs', async () => {
  const random = new Random('oracle of three tasks');
  const lengths = Array.from({ length: 200 }, () => 1 + random.below(4096));
  const offer = { lengths, offerPages: 200, folioPages: 4, limitPages: 900, tasks: 3, memcgs: 2 };
  await assertAsNaive({ ...offer, memcgMaxPages: 40, zeroPages: [], keeps: true });
  const facts = await oracleOf({ ...SCENE, ...offer, memcgMaxPages: 40 });
  assert.equal(facts.storedPages, 148);
});

test('the strategy of the cell does not matter', async () => {
  // 4000 bytes take a page as well, and every kernel keeps them.
  const scene = { ...SCENE, lengths: Array(20).fill(4000), limitPages: 6 };
  const facts = await Promise.all(
    [...STRATEGIES.keys()].map((strategy) => oracleOf({ ...scene, strategy })),
  );
  for (const each of facts) assert.deepEqual(each, facts[0]);
});
