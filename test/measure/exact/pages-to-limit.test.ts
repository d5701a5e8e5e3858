import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pagesToLimit, type WayToLimit } from '../../../src/measure/exact/pages-to-limit.js';
import type { Survey } from '../../../src/measure/survey/survey.js';
import { KERNELS, type Kernel } from '../../../src/model/zswap/kernel-presets.js';
import { PoolLimit } from '../../../src/model/zswap/pool-limit.js';
import { runExactCase } from '../../support/exact-case.js';

interface Way {
  readonly lengths: readonly number[];
  readonly zeroPages?: readonly number[];
  readonly folioPages?: number;
  readonly limitPages?: number;
  readonly kernel?: string;
  readonly memcgs?: number;
  readonly maxStored?: number;
  readonly memcgMaxPages?: number | null;
  readonly parentMaxPages?: number | null;
}

function reached(way: Way) {
  const { lengths, limitPages = 1_000_000, memcgs = 1 } = way;
  const zero = new Uint8Array(lengths.length);
  for (const page of way.zeroPages ?? []) zero[page] = 1;
  const runs = [{ pfn: 0, pages: lengths.length }];
  const input: WayToLimit = {
    survey: { runs, zero, pageCount: lengths.length } as unknown as Survey,
    lengths: Uint16Array.from(lengths),
    grouping: 'dense',
    folioPages: way.folioPages ?? 4,
    tasks: 2,
    kernel: KERNELS.get(way.kernel ?? '6.18') as Kernel,
    limits: {
      limit: new PoolLimit(limitPages, 100, 90),
      memcgs: {
        count: memcgs,
        maxPages: way.memcgMaxPages ?? null,
        parentMaxPages: way.parentMaxPages ?? null,
        writeback: true,
      },
    },
    maxPages: 10_000,
    maxStored: way.maxStored ?? 10_000,
  };
  return pagesToLimit(input);
}

test('pages to the limit, by hand: whole folios until the pool is at its limit', () => {
  // Pages of 4096 bytes take a pool page each: two folios are 8, three are 12.
  const lengths = Array(8).fill(4096);
  assert.deepEqual(reached({ lengths, limitPages: 10 }), { pages: 12, stored: 12 });
  assert.deepEqual(reached({ lengths, limitPages: 12 }), { pages: 12, stored: 12 });
  assert.deepEqual(reached({ lengths, limitPages: 13 }), { pages: 16, stored: 16 });
});

test('pages to the limit, by hand: zero folios arrive and are not stored; refused folios neither', () => {
  const lengths = Array(8).fill(4096);
  const zeroPages = [0, 1, 2, 3];
  assert.deepEqual(reached({ lengths, zeroPages, limitPages: 8 }), { pages: 16, stored: 8 });
  // 4097 bytes: kept as 4096 from 6.18 on, refused before.
  const refused = { lengths: [4097, 4096, 4096, 4096, 4096, 4096, 4096, 4096], limitPages: 8 };
  assert.deepEqual(reached(refused), { pages: 8, stored: 8 });
  assert.deepEqual(reached({ ...refused, kernel: '6.14' }), { pages: 16, stored: 8 });
});

test('pages to the limit, by hand: the first memcg at its limit, or their parent', () => {
  const lengths = Array(8).fill(2048);
  // A folio has two pages of bytes. Two memcgs get folios in turn: the first has four pages after its second folio, the third.
  const memcgs = 2;
  assert.deepEqual(reached({ lengths, memcgs, memcgMaxPages: 4 }), { pages: 12, stored: 12 });
  assert.deepEqual(reached({ lengths, memcgs, parentMaxPages: 4 }), { pages: 8, stored: 8 });
});

test('pages to the limit: none where too few pages reach it', () => {
  const lengths = Array(8).fill(4096);
  assert.deepEqual(reached({ lengths, limitPages: 10_001 }), { pages: null, stored: 10_000 });
  const few = { lengths, limitPages: 100, maxStored: 50 };
  assert.deepEqual(reached(few), { pages: null, stored: 52 });
  const zeroPages = [...Array(8).keys()];
  assert.deepEqual(reached({ lengths, zeroPages, limitPages: 10 }), { pages: null, stored: 0 });
});

test('pages to the limit: batch stores all of them, and no folio more', async () => {
  const cases = fc.record({
    lengths: fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 40 }),
    folioPages: fc.constantFrom(1, 4, 16),
    limitPages: fc.integer({ min: 1, max: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(cases, async (drawn) => {
      const way = reached(drawn);
      if (way.pages === null) return;
      const setup = { ...drawn, strategy: 'batch', tasks: 1, shrinkWorker: false } as const;
      const { pages, pool } = await runExactCase({ ...setup, offerPages: way.pages });
      assert.deepEqual([pages.stored, pages.rejected], [way.stored, 0]);
      assert.ok(pool.endPages >= drawn.limitPages);
      const more = await runExactCase({ ...setup, offerPages: way.pages + drawn.folioPages });
      assert.equal(more.pages.rejected, drawn.folioPages);
    }),
  );
});
