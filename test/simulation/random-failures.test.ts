import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { type StepPoint, StepTracer } from '../../src/model/zswap/step-hooks.js';
import type { ModelExact } from '../../src/result/document.js';
import { ALLOCATIONS } from '../../src/result/option-values.js';
import { RandomFailures } from '../../src/simulation/random-failures.js';
import { runExactCase } from '../support/exact-case.js';

const PAGE_BY_PAGE = ['incremental', 'mainline-6.13', 'mainline-6.14', 'mainline-6.18'];
const ALL_ENTRIES_FIRST = ['batch', 'recheck', 'deferred'];

/** Folios of four pages in one memcg; no limit is near. */
const CASES = fc.record({
  lengths: fc.array(fc.integer({ min: 50, max: 4000 }), { minLength: 40, maxLength: 400 }),
  folioPages: fc.constantFrom(1, 4, 16),
  tasks: fc.integer({ min: 1, max: 5 }),
  seed: fc.nat(),
  percent: fc.integer({ min: 0, max: 100 }),
});

/** Sum over failed stores of the index of the failing page, plus `more` each. */
function pagesBefore({ failingPage }: ModelExact, more: number): number {
  return failingPage.reduce((sum, [index, count]) => sum + (index + more) * count, 0);
}

describe('random allocation failures', () => {
  it('by hand: three of four folios fail, at their pages 0, 1 and 2', async () => {
    // Draws of the folios at slots 0, 4, 8 and 12, of 100:
    //   92 39 51 33,  15.2 ..,  34 10 ..,  46 84 12 ..
    const setup = {
      lengths: Array(16).fill(2000),
      folioPages: 4,
      tasks: 1,
      failRate: { point: 'entry_alloc' as const, percent: 16 },
    };
    const incremental = await runExactCase({ ...setup, strategy: 'incremental' });
    assert.deepEqual(incremental.failingPage, [
      [0, 1],
      [1, 1],
      [2, 1],
    ]);
    assert.equal(incremental.folios.stored, 1);
    assert.equal(incremental.rejects.kmemcache_fail, 3);
    assert.equal(incremental.counters.reject_kmemcache_fail, 3);
    assert.equal(incremental.wasted.compressions, 0 + 1 + 2);
    const batch = await runExactCase({ ...setup, strategy: 'batch' });
    assert.deepEqual(batch.failingPage, [[0, 3]]);
    assert.equal(batch.folios.stored, 1);
    assert.equal(batch.rejects.kmemcache_fail, 3);
    assert.equal(batch.wasted.compressions, 0);
  });

  it('of entries: the same folios fail; only stores page by page waste compressions', async () => {
    await fc.assert(
      fc.asyncProperty(CASES, async ({ percent, ...rest }) => {
        const setup = { ...rest, failRate: { point: 'entry_alloc' as const, percent } };
        const stored = new Set<number>();
        for (const strategy of [...PAGE_BY_PAGE, ...ALL_ENTRIES_FIRST]) {
          const exact = await runExactCase({ ...setup, strategy });
          stored.add(exact.folios.stored);
          assert.equal(exact.rejects.kmemcache_fail, exact.folios.rejected);
          const front = ALL_ENTRIES_FIRST.includes(strategy);
          assert.equal(exact.wasted.compressions, front ? 0 : pagesBefore(exact, 0), strategy);
        }
        assert.equal(stored.size, 1);
      }),
      { numRuns: 30 },
    );
  });

  it('of pool memory: all strategies waste the same compressions', async () => {
    await fc.assert(
      fc.asyncProperty(CASES, async ({ percent, ...rest }) => {
        const setup = { ...rest, failRate: { point: 'zs_malloc' as const, percent } };
        const wasted = new Set<number>();
        for (const strategy of [...PAGE_BY_PAGE, ...ALL_ENTRIES_FIRST]) {
          const exact = await runExactCase({ ...setup, strategy });
          assert.equal(exact.rejects.alloc_fail, exact.folios.rejected);
          assert.equal(exact.wasted.compressions, pagesBefore(exact, 1));
          wasted.add(exact.wasted.compressions);
        }
        assert.equal(wasted.size, 1);
      }),
      { numRuns: 30 },
    );
  });

  it('end in the same figures with preloaded pages', async () => {
    const setup = {
      lengths: Array.from({ length: 2000 }, (_, page) => 100 + ((page * 37) % 3000)),
      folioPages: 16,
      tasks: 1,
      strategy: 'incremental',
      limitPages: 500,
      failRate: { point: 'index_node' as const, percent: 1 },
    };
    const preloaded = await runExactCase({ ...setup, preload: 'bulk' });
    const { progress: _, timeline: __, pages, ...rest } = preloaded;
    const { progress: ___, timeline: ____, ...whole } = await runExactCase(setup);
    assert.ok(pages.preloaded > 0 && preloaded.rejects.alloc_fail > 0);
    assert.deepEqual({ ...rest, pages: { ...pages, preloaded: 0 } }, whole);
  });

  it('fail the given share of one kind of allocation, for every seed', () => {
    for (const point of ALLOCATIONS) {
      for (const percent of [0.01, 1, 50, 100]) {
        const failures = new RandomFailures({ point, percent }, 7);
        const failed = { own: 0, others: 0 };
        for (let slot = 0; slot < 200_000; slot += 16) {
          const folio = { number: slot, slot, page: slot, pageCount: 16, memcg: 0, zeroPages: 0 };
          for (let page = 0; page < 16; page++) {
            if (failures.at(point, folio)) failed.own++;
            if (failures.at('compress_error', folio)) failed.others++;
          }
        }
        const expected = 2000 * percent;
        // Five standard deviations.
        const margin = 5 * Math.sqrt(expected * (1 - percent / 100));
        assert.ok(Math.abs(failed.own - expected) <= margin, `${point} ${percent}: ${failed.own}`);
        assert.equal(failed.others, 0);
      }
    }
  });

  it('leave other hooks in place', () => {
    const reached: StepPoint[] = [];
    const tracer = new StepTracer((point) => reached.push(point));
    const failures = new RandomFailures({ point: 'entry_alloc', percent: 100 }, 1, tracer);
    const folio = { number: 0, slot: 0, page: 0, pageCount: 1, memcg: 0, zeroPages: 0 };
    assert.ok(failures.at('entry_alloc', folio));
    assert.ok(!failures.at('zs_malloc', folio));
    assert.deepEqual(reached, ['entry_alloc', 'zs_malloc']);
  });
});
