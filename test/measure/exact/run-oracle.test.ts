import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../../src/common/random.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { type ExactCase, oracleOf, runExactCase } from '../../support/exact-case.js';
import { type NaiveOffer, storedNaively } from '../../support/naive-oracle.js';

/** By default folios of 4 pages of 4096 bytes, so a page takes one pool page. */
const CASE: ExactCase = {
  strategy: 'batch',
  lengths: Array(20).fill(4096),
  folioPages: 4,
  tasks: 1,
};

test('oracle: stores each folio that fits, also after one that does not', async () => {
  // Limit 6. Folios 0 to 3 need 4 pages each: only the first fits. The last, with 24 bytes per page, needs one page.
  const lengths = [...Array(16).fill(4096), ...Array(4).fill(24)];
  assert.deepEqual(await oracleOf({ ...CASE, lengths, limitPages: 6 }), {
    storedPages: 8,
    boundPages: 9, // 4 x 24 bytes take 4/128 of a page, and 5 pages of 4096 bytes fit into the rest
  });
});

test('oracle: fills the pool up to the limit, including free objects of its zspages', async () => {
  // 31 objects of up to 1048 bytes fit into a zspage of 8 pages: seven folios of 4 and three single pages. One more page
  // would need another zspage of 8 pages.
  const lengths = Array(40).fill(1048);
  const setup = { ...CASE, lengths, limitPages: 8 };
  assert.deepEqual(await oracleOf({ ...setup, offerPages: 31 }), {
    storedPages: 31,
    boundPages: 31,
  });
  assert.deepEqual(await oracleOf({ ...setup, offerPages: 32 }), {
    storedPages: 28,
    boundPages: 31,
  });
  assert.deepEqual(await oracleOf({ ...setup, limitPages: 7 }), { storedPages: 0, boundPages: 27 });
});

test('oracle: has no hysteresis', async () => {
  // Limit 5, threshold 0: batch stores folio 0, overshoots with folio 1, and then refuses everything. The oracle stores
  // folio 0 and the single page at the end.
  const setup = { ...CASE, limitPages: 5, acceptPercent: 0, offerPages: 13 };
  assert.equal((await oracleOf(setup)).storedPages, 5);
});

test('oracle: refuses incompressible pages where the kernel does, but counts them in the bound', async () => {
  const lengths = [100, 100, 100, 4097, 100, 100, 100, 100];
  const setup = { ...CASE, lengths, limitPages: 100 };
  assert.equal((await oracleOf(setup)).storedPages, 8);
  assert.equal((await oracleOf({ ...setup, kernel: '6.14' })).storedPages, 4);
  assert.equal((await oracleOf({ ...setup, writeback: false })).storedPages, 4);
  assert.equal((await oracleOf({ ...setup, kernel: '6.14' })).boundPages, 8);
});

test('oracle: arrival n belongs to task n mod tasks and its memcg', async () => {
  // Two memcgs of 4 pages each, three tasks: arrivals 0, 2, 3, 5 belong to memcg 0; 1 and 4 to memcg 1.
  const setup = { ...CASE, tasks: 3, memcgs: 2, memcgMaxPages: 4, offerPages: 24 };
  assert.equal((await oracleOf(setup)).storedPages, 8, 'the first of each');
  assert.equal((await oracleOf({ ...setup, memcgMaxPages: 8 })).storedPages, 16);
  assert.equal((await oracleOf({ ...setup, memcgMaxPages: 12 })).storedPages, 20, '3 and 2');
  assert.equal((await oracleOf({ ...setup, memcgMaxPages: 16 })).storedPages, 24, '4 and 2');
  assert.equal(
    (await oracleOf({ ...setup, memcgMaxPages: 12, parentMaxPages: 13 })).storedPages,
    12,
  );
});

test('oracle: no writeback', async () => {
  const setup = { ...CASE, memcgMaxPages: 4, kernel: '7.3' };
  assert.equal((await oracleOf(setup)).storedPages, 4);
});

test('oracle: ignores folios of zero pages, but not zero pages of mixed folios', async () => {
  const lengths = [9, 9, 9, 9, 9, 9, 9, 4096];
  const zeroPages = [0, 1, 2, 3, 4, 5, 6];
  assert.deepEqual(await oracleOf({ ...CASE, lengths, zeroPages }), {
    storedPages: 4,
    boundPages: 4,
  });
});

test('oracle gap: pages of the oracle minus pages stored, negative after an overshoot', async () => {
  // Limit 6: batch stores 4 pages, then 4 more, and ends at 8. The oracle stores 4, and the single pages 20 and 21 at the
  // end of the offer: 6.
  const setup = { ...CASE, limitPages: 6, offerPages: 22, shrinkWorker: false };
  assert.deepEqual((await runExactCase(setup)).oracle, {
    storedPages: 6,
    boundPages: 6,
    regretPages: -2,
    refusedThatFitted: 0,
  });
});

test('oracle: the strategy of that name with one task and no writeback stores as many pages', async () => {
  const random = new Random('oracle alone');
  for (let trial = 0; trial < 20; trial++) {
    const setup: ExactCase = {
      strategy: 'oracle',
      lengths: Array.from({ length: 100 }, () => 1 + random.below(4096)),
      folioPages: [1, 4, 16][trial % 3],
      limitPages: random.below(60),
      shrinkWorker: false,
      tasks: 1,
    };
    const { counters, oracle, pool } = await runExactCase(setup);
    assert.deepEqual([counters.stored_pages, oracle?.regretPages], [oracle?.storedPages, 0]);
    assert.ok(pool.peakPages <= pool.limitPages);
  }
});

async function assertAsNaive(offer: NaiveOffer): Promise<void> {
  const { keeps, ...setup } = offer;
  const facts = await oracleOf({ ...setup, strategy: 'batch', kernel: keeps ? '6.18' : '6.14' });
  assert.equal(facts.storedPages, storedNaively(offer));
  assert.ok(facts.storedPages <= facts.boundPages);
}

test('oracle: matches a naive oracle that rebuilds its pool for each folio', async () => {
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

test('oracle: matches the naive oracle for a seeded offer of 400 pages', async () => {
  const random = new Random('oracle');
  const lengths = Array.from({ length: 400 }, () => 1 + random.below(4096));
  const offer = { lengths, offerPages: 400, tasks: 4, memcgs: 2, zeroPages: [], keeps: true };
  await assertAsNaive({ ...offer, folioPages: 4, limitPages: 100 });
  await assertAsNaive({ ...offer, folioPages: 8, limitPages: 150, memcgMaxPages: 50 });
});

test('oracle: matches the naive oracle for a seeded offer of three tasks in two memcgs', async () => {
  const random = new Random('oracle of three tasks');
  const lengths = Array.from({ length: 200 }, () => 1 + random.below(4096));
  const offer = { lengths, offerPages: 200, folioPages: 4, limitPages: 900, tasks: 3, memcgs: 2 };
  await assertAsNaive({ ...offer, memcgMaxPages: 40, zeroPages: [], keeps: true });
  const facts = await oracleOf({ ...CASE, ...offer, memcgMaxPages: 40 });
  assert.equal(facts.storedPages, 148);
});

test('oracle: independent of the strategy of the cell', async () => {
  // Pages of 4000 bytes take one pool page each and are stored by every kernel.
  const setup = { ...CASE, lengths: Array(20).fill(4000), limitPages: 6 };
  const facts = await Promise.all(
    [...STRATEGIES.keys()].map((strategy) => oracleOf({ ...setup, strategy })),
  );
  for (const each of facts) assert.deepEqual(each, facts[0]);
});
