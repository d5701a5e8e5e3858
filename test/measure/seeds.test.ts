import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../src/common/random.js';
import type { Scenario } from '../../src/simulation/scenario.js';
import { STRATEGIES } from '../../src/strategy/registry.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { runScene } from '../support/scene.js';

const SEEDS = 10_000;
const TASKS = 4;
const FOLIO_PAGES = 8;

/** What a strategy did under many seeds. */
interface Course {
  readonly mostPast: number;
  readonly runsAtLimit: number;
  readonly stored: number;
  readonly rejected: number;
}

/** Small offers of folios of 1, 4 and 8 pages by turns, at small limits, with pages of all sizes. */
async function underSeeds(name: string, scenario: Scenario): Promise<Course> {
  let [mostPast, runsAtLimit, stored, rejected] = [0, 0, 0, 0];
  const bound = (STRATEGIES.get(name) as Strategy).overshootBound({
    tasks: TASKS,
    folioPages: FOLIO_PAGES,
  });
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = new Random('seeds', seed);
    const { pool, folios, rollback } = await runScene({
      strategy: name,
      scenario,
      seed,
      lengths: Array.from({ length: 13 }, () => 1 + random.below(1 + random.below(4096))),
      // Frames 3, 4 .. 7 and 8 .. 15.
      runs: [{ pfn: 3, pages: 13 }],
      grouping: 'aligned',
      folioPages: FOLIO_PAGES,
      offerPages: 52,
      limitPages: 12 + random.below(24),
      tasks: TASKS,
      oracle: false,
    });
    assert.ok(pool.overshootPages <= bound, `seed ${seed}: ${pool.overshootPages} of ${bound}`);
    assert.equal(rollback.verdict, 'exact', `seed ${seed}`);
    mostPast = Math.max(mostPast, pool.overshootPages);
    if (pool.peakPages >= pool.limitPages) runsAtLimit++;
    stored += folios.stored;
    rejected += folios.rejected;
  }
  return { mostPast, runsAtLimit, stored, rejected };
}

for (const scenario of ['fill', 'edge'] as const) {
  test(`reserve never passes the global limit: ${scenario}, ${SEEDS} seeds`, async () => {
    const { mostPast, runsAtLimit, stored, rejected } = await underSeeds('reserve', scenario);
    assert.equal(mostPast, 0);
    assert.ok(runsAtLimit > SEEDS / 100, `${runsAtLimit} runs came to the limit`);
    assert.ok(stored > SEEDS && rejected > SEEDS, `${stored} stored, ${rejected} rejected`);
  });

  test(`transactional stays below its bound: ${scenario}, ${SEEDS} seeds`, async () => {
    const { mostPast, stored, rejected } = await underSeeds('transactional', scenario);
    // Four folios of 8 pages that were let in together: more than one of them is past the limit before they are undone.
    assert.ok(mostPast > FOLIO_PAGES, `${mostPast}`);
    assert.ok(stored > SEEDS && rejected > SEEDS, `${stored} stored, ${rejected} rejected`);
  });
}
