import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runExactCase } from '../support/exact-case.js';

// Four pages of 1024 compressed bytes count as one page of memory.zswap.max. The pool has no limit, nothing is loaded or
// freed, and one task stores. A store at the memcg limit calls shrink_memcg() once; if that wrote a page back, it stores
// its whole folio. With a limit of L pages, folios of N pages and a scan budget of S pages:
//
//   fill    4L pages are stored: usage L, all entries referenced
//   clear   each refused store clears the referenced bit of S entries: 4L / S folios are refused
//   swap    each shrink writes S pages back, and the store adds N: 4L / S folios are stored, if N > S
//
// Then 4L / S x N pages are stored instead of 4L: N / S times the limit, all referenced. The next cycle multiplies by
// N / S again. With N <= S, a shrink frees at least the pages that the store adds, and usage stays constant.

interface Case {
  readonly kernel: '6.18' | '7.3';
  readonly folioPages: number;
  readonly limitPages: number;
}

const SCAN = { '6.18': 1, '7.3': 32 };

/** Number of folios until the end of this many cycles. */
function foliosFor({ kernel, folioPages, limitPages }: Case, cycles: number): number {
  let inMemcg = 4 * limitPages;
  let folios = inMemcg / folioPages;
  for (let cycle = 0; cycle < cycles; cycle++) {
    const calls = inMemcg / SCAN[kernel];
    folios += 2 * calls;
    inMemcg = calls * folioPages;
  }
  return folios;
}

/** Peak usage as a multiple of the limit. */
async function peakOf(setup: Case, folios: number): Promise<number> {
  const { kernel, folioPages, limitPages } = setup;
  const exact = await runExactCase({
    strategy: 'batch',
    lengths: [1024],
    folioPages,
    offerPages: Math.round(folios) * folioPages,
    memcgMaxPages: limitPages,
    kernel,
    tasks: 1,
    oracle: false,
  });
  assert.equal(exact.rollback.verdict, 'exact');
  assert.equal(exact.rejects.memcg_limit, exact.folios.rejected);
  return exact.memcg[1].peakPages / limitPages;
}

/** Asserts the peak after a cycle, and that it stays constant while the next cycle clears the referenced bits. */
async function assertPlateau(setup: Case, cycles: number, multiple: number): Promise<void> {
  const folios = foliosFor(setup, cycles);
  const clearing = Math.min(5000, (4 * setup.limitPages * multiple) / SCAN[setup.kernel]);
  // Whole folios can miss the limit by half a folio at the start.
  const tolerance = setup.folioPages / 4 / setup.limitPages;
  for (const end of [folios, folios + clearing / 2, folios + clearing]) {
    const peak = await peakOf(setup, end);
    assert.ok(Math.abs(peak - multiple) <= tolerance, `${peak} after ${end} folios`);
  }
}

test('memcg overshoot: none with single pages, for any scan budget', async () => {
  for (const kernel of ['6.18', '7.3'] as const) {
    for (const limitPages of [64, 256]) {
      assert.equal(await peakOf({ kernel, folioPages: 1, limitPages }, 20 * limitPages), 1);
    }
  }
});

test('memcg overshoot: 64K folios reach 16 times the limit with a scan budget of 1', async () => {
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 64 }, 1, 16);
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 256 }, 1, 16);
});

test('memcg overshoot: 64K folios reach 256 times the limit in the second cycle', async () => {
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 64 }, 2, 256);
});

test('memcg overshoot: 2M folios reach 512 times the limit with a scan budget of 1', async () => {
  // 512 pages count as 128 pages of the limit: one folio reaches it.
  await assertPlateau({ kernel: '6.18', folioPages: 512, limitPages: 128 }, 1, 512);
});

test('memcg overshoot: 64K folios stay at the limit with a scan budget of 32', async () => {
  for (const limitPages of [64, 256, 1024]) {
    const setup: Case = { kernel: '7.3', folioPages: 16, limitPages };
    // At most the admitted folio is above the limit: 4 pages.
    const peak = await peakOf(setup, 30 * limitPages);
    assert.ok(peak >= 1 && peak <= 1 + 4 / limitPages, `${peak} at ${limitPages}`);
  }
});

test('memcg overshoot: 2M folios reach 16, then 256 times the limit with a scan budget of 32', async () => {
  const setup: Case = { kernel: '7.3', folioPages: 512, limitPages: 128 };
  await assertPlateau(setup, 1, 16);
  await assertPlateau(setup, 2, 256);
});

test('memcg overshoot: at most one folio with writeback off', async () => {
  for (const folioPages of [16, 512]) {
    const exact = await runExactCase({
      strategy: 'batch',
      lengths: [1024],
      folioPages,
      offerPages: 300 * folioPages,
      memcgMaxPages: 100,
      writeback: false,
      tasks: 1,
    });
    // A folio counts as 4 or 128 pages: 25 folios make 100, one makes 128.
    assert.equal(exact.memcg[1].peakPages, folioPages === 16 ? 100 : 128);
    assert.equal(exact.counters.written_back_pages, 0);
  }
});

test('memcg overshoot: two memcgs reach 16 times the limit of their parent', async () => {
  // 512 pages of both memcgs reach the parent limit. Each memcg clears the bits of its own entries, and replaces each by
  // a folio: 512 folios that count as 4 pages each. If two stores are admitted for the last room at the same time, there
  // is one folio more, which is multiplied likewise.
  const exact = await runExactCase({
    strategy: 'batch',
    lengths: [1024],
    folioPages: 16,
    offerPages: 16 * 2500,
    memcgs: 2,
    parentMaxPages: 128,
    tasks: 2,
    oracle: false,
  });
  const [parent, ...memcgs] = exact.memcg;
  const peak = parent.peakPages / 128;
  assert.ok(peak >= 16 && peak <= (16 * (128 + 4)) / 128, `${peak}`);
  assert.deepEqual(
    memcgs.map(({ limitPages, overshootPages }) => [limitPages, overshootPages]),
    Array(2).fill([null, 0]),
  );
});
