import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { Random } from '../../src/common/random.js';
import { type LimitSettings, limitsOf } from '../../src/measure/cell-limits.js';
import { shapeOf } from '../support/brute-zsmalloc.js';
import { runScene, type Scene } from '../support/scene.js';

const PLAN: LimitSettings = {
  totalRamBytes: null,
  memcgs: 1,
  memcgMaxBytes: null,
  memcgParentMaxBytes: null,
  writeback: true,
};
const PARAMETERS = { 'max-pool-percent': 20, 'accept-threshold-percent': 90, tasks: 1, cpus: 0 };

test('cell limits: RAM is the offer or the given size, in whole pages', () => {
  // 20% of 999 is 199.8, and 90% of 199 is 179.1.
  const { limit } = limitsOf(PLAN, PARAMETERS, 999);
  assert.deepEqual([limit.maxPages, limit.acceptPages, limit.full], [199, 179, false]);
  const given = limitsOf({ ...PLAN, totalRamBytes: 1001 * 4096 - 1 }, PARAMETERS, 999);
  assert.deepEqual([given.limit.maxPages, given.limit.acceptPages], [200, 180]);
  const whole = { 'max-pool-percent': 100, 'accept-threshold-percent': 0, tasks: 1, cpus: 0 };
  const open = limitsOf(PLAN, whole, 7).limit;
  assert.deepEqual([open.maxPages, open.acceptPages], [7, 0]);
});

test('cell limits: memcg limits are the given bytes in whole pages, or none', () => {
  assert.deepEqual(limitsOf(PLAN, PARAMETERS, 10).memcgs, {
    count: 1,
    maxPages: null,
    parentMaxPages: null,
    writeback: true,
  });
  const plan = {
    ...PLAN,
    memcgs: 3,
    memcgMaxBytes: 8191,
    memcgParentMaxBytes: 0,
    writeback: false,
  };
  assert.deepEqual(limitsOf(plan, PARAMETERS, 10).memcgs, {
    count: 3,
    maxPages: 1,
    parentMaxPages: 0,
    writeback: false,
  });
});

test('cell limits: new objects for each cell', () => {
  const [one, other] = [limitsOf(PLAN, PARAMETERS, 10), limitsOf(PLAN, PARAMETERS, 10)];
  one.limit.full = true;
  assert.equal(other.limit.full, false);
});

/** Bound on the overshoot of one admitted store: its pages, and one zspage for each size class. */
function overshootBoundOf({ lengths, folioPages }: Scene): number {
  const shapes = [...lengths].map((length) => shapeOf(length));
  const sums = shapes.map((_, first) => {
    const folio = Array.from({ length: folioPages }, (_, i) => shapes[(first + i) % shapes.length]);
    const zspages = new Map(folio.map(({ size, pages }) => [size, pages]));
    return folioPages + [...zspages.values()].reduce((sum, pages) => sum + pages, 0);
  });
  return Math.max(...sums) - 1;
}

async function overshootOf(scene: Scene): Promise<number> {
  return (await runScene({ ...scene, tasks: 1, shrinkWorker: false })).pool.overshootPages;
}

test('overshoot of one task: a folio admitted one page below the limit, by hand', async () => {
  // Folios of 4 pages take 4 pool pages each. At limit 13 three are stored, 12 < 13, and the fourth makes 16.
  const scene = { strategy: 'batch', lengths: Array(40).fill(4096), folioPages: 4 } as const;
  const overshoots = [];
  for (const limitPages of [12, 13, 14, 15, 16]) {
    overshoots.push(await overshootOf({ ...scene, limitPages }));
  }
  assert.deepEqual(overshoots, [0, 3, 2, 1, 0]);
  // Objects of 2168 bytes are in zspages of 8 pages with 15 objects. Three folios are 12 objects in 8 pages; at limit 9,
  // 3 pages of the fourth go to the first zspage, and its last page needs another: 16 pages.
  const chained = { ...scene, lengths: Array(40).fill(2168), limitPages: 9 };
  assert.equal(await overshootOf(chained), 7);
  // With a check for each page, only one page can exceed the limit, by its whole zspage.
  assert.equal(await overshootOf({ ...scene, strategy: 'incremental', limitPages: 13 }), 0);
  assert.equal(await overshootOf({ ...chained, strategy: 'incremental' }), 7);
});

test('overshoot of one task: at most a folio and one zspage for each of its size classes', async () => {
  const length = fc.oneof(fc.integer({ min: 1, max: 4096 }), fc.constantFrom(1048, 2168, 3600));
  const scenes = fc.record({
    strategy: fc.constantFrom('batch', 'mainline-6.18', 'transactional', 'batch-ratio', 'deferred'),
    lengths: fc.array(length, { minLength: 1, maxLength: 50, size: 'max' }),
    folioPages: fc.constantFrom(1, 4, 16, 32),
    offerPages: fc.integer({ min: 1, max: 200 }),
    limitPages: fc.nat({ max: 50 }),
    seed: fc.nat(),
  });
  await fc.assert(
    fc.asyncProperty(scenes, async (scene) => {
      assert.ok((await overshootOf(scene)) <= overshootBoundOf(scene));
    }),
  );
});

test('overshoot of one task: within its bound for seeded pages at 300 limits', async () => {
  const random = new Random('overshoot of one task');
  const lengths = Array.from({ length: 512 }, () => 200 + random.below(3600));
  const scene = { strategy: 'batch', lengths, folioPages: 16 } as const;
  const overshoots: number[] = [];
  for (let limitPages = 1; limitPages <= 300; limitPages++) {
    overshoots.push(await overshootOf({ ...scene, limitPages }));
  }
  assert.ok(Math.max(...overshoots) <= overshootBoundOf(scene));
  // A folio adds about 8 pages once its classes have zspages. The limit can fall anywhere within.
  assert.ok(overshoots.includes(0) && overshoots.some((pages) => pages >= 8));
});
