import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../../src/common/random.js';
import type { Scenario } from '../../src/simulation/scenario.js';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import { runExactCase } from '../support/exact-case.js';

const SEEDS = 10_000;
const TASKS = 4;
const FOLIO_PAGES = 8;

/** Figures of a strategy over all seeds. */
interface Totals {
  readonly maxOvershoot: number;
  readonly runsAtLimit: number;
  readonly stored: number;
  readonly rejected: number;
}

/** Runs small offers of folios of 1, 4 and 8 pages at small limits, with compressed lengths up to 4096. */
async function underSeeds(name: string, scenario: Scenario): Promise<Totals> {
  let [maxOvershoot, runsAtLimit, stored, rejected] = [0, 0, 0, 0];
  const bound = (STRATEGIES.get(name) as Strategy).overshootBound({
    tasks: TASKS,
    folioPages: FOLIO_PAGES,
  });
  for (let seed = 0; seed < SEEDS; seed++) {
    const random = new Random('seeds', seed);
    const { pool, folios, rollback } = await runExactCase({
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
    maxOvershoot = Math.max(maxOvershoot, pool.overshootPages);
    if (pool.peakPages >= pool.limitPages) runsAtLimit++;
    stored += folios.stored;
    rejected += folios.rejected;
  }
  return { maxOvershoot, runsAtLimit, stored, rejected };
}

for (const scenario of ['fill', 'edge'] as const) {
  test(`reserve: no overshoot of the global limit in ${SEEDS} seeded runs of ${scenario}`, async () => {
    const { maxOvershoot, runsAtLimit, stored, rejected } = await underSeeds('reserve', scenario);
    assert.equal(maxOvershoot, 0);
    assert.ok(runsAtLimit > SEEDS / 100, `${runsAtLimit} runs reached the limit`);
    assert.ok(stored > SEEDS && rejected > SEEDS, `${stored} stored, ${rejected} rejected`);
  });

  test(`transactional: overshoot within its bound in ${SEEDS} seeded runs of ${scenario}`, async () => {
    const { maxOvershoot, stored, rejected } = await underSeeds('transactional', scenario);
    // Four folios of 8 pages are admitted together: more than one is above the limit before they are rolled back.
    assert.ok(maxOvershoot > FOLIO_PAGES, `${maxOvershoot}`);
    assert.ok(stored > SEEDS && rejected > SEEDS, `${stored} stored, ${rejected} rejected`);
  });
}
