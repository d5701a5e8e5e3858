import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { KERNELS } from '../../../src/model/zswap/kernel-presets.js';
import type { ModelExact } from '../../../src/result/document.js';
import { resolveStrategy } from '../../../src/strategy/resolve.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { type ExactCase, runExactCase } from '../../support/exact-case.js';

const NAMES = [...STRATEGIES.keys()];
const SPLITS = NAMES.filter((name) => name !== 'split').map((name) => `split:${name}`);

/** Small machines: runs of pages, some of zeros, some that do not compress. */
const CASES = fc
  .record({
    strategy: fc.oneof(fc.constantFrom(...NAMES), fc.constantFrom(...SPLITS)),
    kernel: fc.constantFrom(...KERNELS.keys()),
    runs: fc.array(
      fc.record({ pfn: fc.nat({ max: 40 }), pages: fc.integer({ min: 1, max: 60 }) }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
    seed: fc.nat(),
    incompressible: fc.constantFrom(0, 0.01, 0.1),
    zero: fc.constantFrom(0, 0.1),
    grouping: fc.constantFrom('dense' as const, 'aligned' as const),
    folioPages: fc.constantFrom(1, 4, 16, 32),
    offerPages: fc.integer({ min: 200, max: 1500 }),
    limitPages: fc.integer({ min: 20, max: 1000 }),
    memcgs: fc.integer({ min: 1, max: 3 }),
    memcgMaxPages: fc.option(fc.integer({ min: 10, max: 500 }), { nil: undefined }),
    parentMaxPages: fc.option(fc.integer({ min: 10, max: 1000 }), { nil: undefined }),
    writeback: fc.boolean(),
    shrinkWorker: fc.boolean(),
    scenario: fc.constantFrom('fill' as const, 'steady' as const),
    tasks: fc.integer({ min: 3, max: 5 }),
    nodes: fc.integer({ min: 1, max: 2 }),
  })
  .map(({ seed, incompressible, zero, nodes, ...rest }) => ({
    ...rest,
    seed,
    numa: { nodes, policy: 'interleave' as const },
    ...pagesOf(rest.runs, seed, { incompressible, zero }),
  }));

/** Returns lengths and zero pages that a seed draws. */
function pagesOf(
  runs: readonly { pages: number }[],
  seed: number,
  shares: { incompressible: number; zero: number },
) {
  const count = runs.reduce((sum, { pages }) => sum + pages, 0);
  let state = seed;
  const draw = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  const lengths = Array.from({ length: count }, () =>
    draw() < shares.incompressible ? 4096 + Math.floor(draw() * 20) : 1 + Math.floor(draw() * 4000),
  );
  const zeroPages = lengths.flatMap((_, page) => (draw() < shares.zero ? [page] : []));
  return { lengths, zeroPages };
}

async function caseOf(
  drawn: { strategy: string } & Omit<ExactCase, 'strategy'>,
): Promise<ExactCase> {
  const { memcgMaxPages, parentMaxPages, strategy, ...rest } = drawn;
  return {
    ...rest,
    strategy: (await resolveStrategy(strategy)).strategy,
    ...(memcgMaxPages === undefined ? {} : { memcgMaxPages }),
    ...(parentMaxPages === undefined ? {} : { parentMaxPages }),
  };
}

test('preload: in bulk gives the same result, virtual times included, as by the paths of all strategies', async () => {
  await fc.assert(
    fc.asyncProperty(CASES, async (drawn) => {
      const setup = await caseOf(drawn as never);
      assert.deepEqual(
        await runExactCase({ ...setup, preload: 'bulk' }),
        await runExactCase({ ...setup, preload: 'replay' }),
      );
    }),
    { numRuns: 400 },
  );
});

/** Figures that depend neither on virtual time nor on a preload. */
function timeless({ timeline, memcgTimeline, progress, pages, ...rest }: ModelExact) {
  const { firstStoreNs, ...timelessProgress } = progress;
  const { preloaded, ...timelessPages } = pages;
  return { ...rest, progress: timelessProgress, pages: timelessPages };
}

test('preload: one task gets the same figures with a preload as without', async () => {
  await fc.assert(
    fc.asyncProperty(CASES, async (drawn) => {
      const setup = { ...(await caseOf(drawn as never)), tasks: 1, shrinkWorker: false };
      assert.deepEqual(
        timeless(await runExactCase({ ...setup, preload: 'bulk' })),
        timeless(await runExactCase(setup)),
      );
    }),
    { numRuns: 400 },
  );
});

test('preload: at 1 GiB one task gets the same figures as with a replay of every folio', async () => {
  const lengths = Array.from({ length: 2713 }, (_, page) =>
    page % 97 === 0 ? 4097 : 200 + ((page * 7919) % 3800),
  );
  const machine = { lengths, limitPages: 52_428, tasks: 1, shrinkWorker: false } as const;
  const cases = [
    { strategy: 'batch', folioPages: 16, offerPages: 120_000 },
    { strategy: 'incremental', folioPages: 512, offerPages: 120_000 },
    { strategy: 'mainline-6.14', folioPages: 4, offerPages: 120_000 },
    { strategy: 'reserve', folioPages: 16, offerPages: 120_000, scenario: 'steady' },
  ] as const;
  for (const each of cases) {
    const whole = await runExactCase({ ...machine, ...each });
    const preloaded = await runExactCase({ ...machine, ...each, preload: 'bulk' });
    assert.ok(preloaded.pages.preloaded > 70_000, `${preloaded.pages.preloaded}`);
    assert.deepEqual(timeless(preloaded), timeless(whole));
  }
});
