import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type FolioTrace,
  firstDifference,
  type TraceStep,
} from '../../../src/commands/explain/document.js';
import { type FolioChoice, traceFolio } from '../../../src/commands/explain/trace-folio.js';
import type { RunPlan } from '../../../src/measure/cell.js';
import { coreOf } from '../../support/core-file.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { EMPTY_PLAN, strategiesNamed } from '../../support/plan.js';
import { honest, pageOfLength } from '../../support/toy-compressor.js';

// Eight pages of 3700 bytes, each of which takes a page of the pool; two folios of four; a limit of 75% of eight, six.
// One task, so that folio 1 arrives when the four pages of folio 0 are stored.
const PAGES = Array.from({ length: 8 }, (_, page) => pageOfLength(3700, 1 + page));
const path = fileIn(temporaryFolder(), 'pages.core', coreOf([{ pfn: 8, pages: PAGES }]));
const PLAN: RunPlan = {
  ...EMPTY_PLAN,
  corpora: [{ name: 'pages', path }],
  compressors: [
    {
      name: 'scripted',
      cost: { compressNs: 5600, decompressNs: 1000 },
      module: null,
      kernelName: null,
      kernelLengths: false,
      overflow: 'compress_fail',
      create: () => Promise.resolve(honest),
    },
  ],
  folioPages: [4],
  tasks: [1],
  maxPoolPercent: [75],
};

async function trailsOf(
  choice: FolioChoice,
  ...strategies: string[]
): Promise<(FolioTrace | null)[]> {
  const plan = { ...PLAN, strategies: strategiesNamed(...strategies) };
  return traceFolio(plan, choice, { begin() {}, progress() {}, remark() {} });
}

const step = (looked: readonly string[], moved: readonly string[]): TraceStep => ({
  looked,
  moved,
});

const NO_MEMCG_LIMIT = 'memcg0 3 of max pages, parent 3 of max';
const POOL = 'takes a reference to the pool';
const ENTERS = 'global limit: 4 of 6 pages, full flag clear';

// 4 x 3700 = 14800 bytes are charged when folio 1 arrives: three whole pages. `batch` checks once, at 4 of 6, and ends two
// pages above the limit.
test('trace: every step of batch for a folio stored above the limit', async () => {
  const [trail] = await trailsOf({ folio: 1 }, 'batch');
  assert.ok(trail);
  assert.equal(trail.key, 'pages/scripted/16K/batch');
  assert.deepEqual(trail.folio, {
    number: 1,
    slot: 4,
    page: 4,
    pageCount: 4,
    memcg: 0,
    zeroPages: 0,
  });
  assert.deepEqual(trail.outcome, { refused: null, storedPages: 4, failingPage: 4, wasted: 0 });
  const page = [
    step(['compresses', 'allocates from zsmalloc'], ['pool_pages +1']),
    step(['publishes'], ['pool_refs +1']),
  ];
  assert.deepEqual(trail.steps, [
    step([], []),
    step([NO_MEMCG_LIMIT, ENTERS, POOL], ['pool_refs +1']),
    step(['allocates an entry (4 times)'], []),
    ...page,
    ...page,
    ...page,
    ...page,
    step(
      [],
      [
        ...['stored_pages +4', 'zswpout +4', 'memcg_zswap +14800', 'memcg_zswapped +4'],
        ...['pool_refs -1', 'lru_entries +4'],
      ],
    ),
  ]);
});

// v7 checks before every page: at 4, 5 and 6 of 6. Two pages were stored; their counters are rolled back, except ZSWPOUT.
test('trace: every step of incremental for a folio refused at its third page', async () => {
  const [trail] = await trailsOf({ folio: 1 }, 'incremental');
  assert.ok(trail);
  assert.deepEqual(trail.outcome, {
    ...{ refused: 'pool_limit', storedPages: 0, failingPage: 2, wasted: 2 },
  });
  const compresses = step(
    ['allocates an entry', 'compresses', 'allocates from zsmalloc'],
    ['pool_pages +1'],
  );
  const publishes = step(
    ['publishes'],
    [
      ...['stored_pages +1', 'zswpout +1', 'memcg_zswap +3700', 'memcg_zswapped +1'],
      ...['pool_refs +1', 'lru_entries +1'],
    ],
  );
  assert.deepEqual(trail.steps, [
    step([], []),
    step([NO_MEMCG_LIMIT, POOL], ['pool_refs +1']),
    step([ENTERS, POOL], []),
    compresses,
    publishes,
    step(['global limit: 5 of 6 pages, full flag clear', POOL], []),
    compresses,
    publishes,
    step(
      ['global limit: 6 of 6 pages, full flag clear'],
      [
        ...['stored_pages -2', 'pool_limit_hit +1', 'memcg_zswap -7400', 'memcg_zswapped -2'],
        ...['pool_pages -2', 'pool_refs -3', 'lru_entries -2'],
      ],
    ),
  ]);
});

// Both run the same twelve steps; in the last, one counts and the other finds the pool above the limit.
test('trace: batch and transactional differ at the check of the real size', async () => {
  const [batch, transactional] = await trailsOf({ folio: 1 }, 'batch', 'transactional');
  assert.ok(batch && transactional);
  assert.equal(transactional.outcome.refused, 'pool_limit');
  assert.equal(batch.steps.length, 12);
  assert.equal(firstDifference(batch, transactional), 12);
  assert.equal(firstDifference(transactional, batch), 12);
});

test('trace: batch and incremental differ at the check of the global limit', async () => {
  const [one, other] = await trailsOf({ folio: 1 }, 'batch', 'incremental');
  assert.ok(one && other);
  assert.equal(firstDifference(one, other), 2);
});

test('trace: no difference from itself; a shorter trace differs where it ends', async () => {
  const [one, other] = await trailsOf({ folio: 0 }, 'batch', 'batch');
  assert.ok(one && other);
  assert.equal(firstDifference(one, other), null);
  assert.equal(firstDifference(one, { ...other, steps: other.steps.slice(0, 5) }), 6);
});

test('trace: selection by page finds the folio of that number', async () => {
  for (let page = 0; page < 8; page++) {
    const [byPage] = await trailsOf({ page }, 'batch');
    assert.deepEqual([byPage], await trailsOf({ folio: page < 4 ? 0 : 1 }, 'batch'));
  }
});

test('trace: a folio that does not arrive has no trace', async () => {
  assert.deepEqual(await trailsOf({ folio: 2 }, 'batch'), [null]);
  assert.deepEqual(await trailsOf({ page: 8 }, 'batch', 'reserve'), [null, null]);
});
