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
const PARAMETERS = { 'max-pool-percent': 20, 'accept-threshold-percent': 90, tasks: 1 };

test('the machine has as much RAM as is offered, or what was asked for, in whole pages', () => {
  // 20% of 999 is 199.8, and 90% of 199 is 179.1.
  const { limit } = limitsOf(PLAN, PARAMETERS, 999);
  assert.deepEqual([limit.maxPages, limit.acceptPages, limit.full], [199, 179, false]);
  const asked = limitsOf({ ...PLAN, totalRamBytes: 1001 * 4096 - 1 }, PARAMETERS, 999);
  assert.deepEqual([asked.limit.maxPages, asked.limit.acceptPages], [200, 180]);
  const whole = { 'max-pool-percent': 100, 'accept-threshold-percent': 0, tasks: 1 };
  const open = limitsOf(PLAN, whole, 7).limit;
  assert.deepEqual([open.maxPages, open.acceptPages], [7, 0]);
});

test('memcg limits are the bytes asked for, in whole pages, and none where none was', () => {
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

test('each cell has limits of its own', () => {
  const [one, other] = [limitsOf(PLAN, PARAMETERS, 10), limitsOf(PLAN, PARAMETERS, 10)];
  one.limit.full = true;
  assert.equal(other.limit.full, false);
});

/** Pages of the pool past the limit, at most, of one store that found room: its pages, and a chain for each class. */
function mostPast({ lengths, folioPages }: Scene): number {
  const shapes = [...lengths].map((length) => shapeOf(length));
  const sums = shapes.map((_, first) => {
    const folio = Array.from({ length: folioPages }, (_, i) => shapes[(first + i) % shapes.length]);
    const chains = new Map(folio.map(({ size, pages }) => [size, pages]));
    return folioPages + [...chains.values()].reduce((sum, pages) => sum + pages, 0);
  });
  return Math.max(...sums) - 1;
}

async function pastOf(scene: Scene): Promise<number> {
  return (await runScene({ ...scene, tasks: 1 })).pool.overshootPages;
}

test('one store after another, by hand: a page below the limit there is room for a whole folio', async () => {
  // Folios of 4 pages that take 4 of the pool each. At limit 13 three are in, 12 < 13, and the fourth makes 16.
  const scene = { strategy: 'batch', lengths: Array(40).fill(4096), folioPages: 4 } as const;
  const past = [];
  for (const limitPages of [12, 13, 14, 15, 16]) {
    past.push(await pastOf({ ...scene, limitPages }));
  }
  assert.deepEqual(past, [0, 3, 2, 1, 0]);
  // 2168 bytes come in zspages of 8 pages with 15 objects. Three folios are 12 objects in 8 pages; at limit 9 the fourth
  // has 3 of its 4 pages in the first zspage, and the last brings another: 16.
  const chained = { ...scene, lengths: Array(40).fill(2168), limitPages: 9 };
  assert.equal(await pastOf(chained), 7);
  // Checked page by page, it is only ever one page too many, with the chain that it brings.
  assert.equal(await pastOf({ ...scene, strategy: 'incremental', limitPages: 13 }), 0);
  assert.equal(await pastOf({ ...chained, strategy: 'incremental' }), 7);
});

test('any pages one store after another: past the limit by a folio and a chain for each of its classes', async () => {
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
      assert.ok((await pastOf(scene)) <= mostPast(scene));
    }),
  );
});

test('seeded pages as they come, at three hundred limits', async () => {
  const random = new Random('overshoot of one task');
  const lengths = Array.from({ length: 512 }, () => 200 + random.below(3600));
  const scene = { strategy: 'batch', lengths, folioPages: 16 } as const;
  const past: number[] = [];
  for (let limitPages = 1; limitPages <= 300; limitPages++) {
    past.push(await pastOf({ ...scene, limitPages }));
  }
  assert.ok(Math.max(...past) <= mostPast(scene));
  // A folio adds some 8 pages once its classes are begun. The limit falls anywhere within.
  assert.ok(past.includes(0) && past.some((pages) => pages >= 8));
});
