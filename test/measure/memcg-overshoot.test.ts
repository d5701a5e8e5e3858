import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runScene } from '../support/scene.js';

// Four pages of 1024 compressed bytes count as one of memory.zswap.max. The pool has no limit, nothing is loaded or freed,
// and one task stores, so that a store at the memcg's limit does one shrink of the memcg and then, if that wrote a page
// back, stores its whole folio. With a limit of L pages, folios of N and a scan budget of S:
//
//   fill    4L pages come in: usage L, all of them referenced
//   clear   each store that is refused takes the bit from S pages: 4L / S folios are refused
//   swap    each shrink writes S pages back, the store brings N: 4L / S folios come in, if N > S
//
// After it 4L / S x N pages are in where 4L were: N / S times the limit, all of them referenced; and the next cycle
// multiplies by N / S again. With N <= S a shrink frees what the store brings, and usage stays where it is.

interface Case {
  readonly kernel: '6.18' | 'next';
  readonly folioPages: number;
  readonly limitPages: number;
}

const SCAN = { '6.18': 1, next: 32 };

/** Folios that bring a memcg to the end of so many cycles. */
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

/** Where usage peaks, as a multiple of the limit. */
async function peakOf(scene: Case, folios: number): Promise<number> {
  const { kernel, folioPages, limitPages } = scene;
  const exact = await runScene({
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

/** Checks a peak after a cycle, and that it stays there while the next cycle takes the bits from what is in. */
async function assertPlateau(scene: Case, cycles: number, multiple: number): Promise<void> {
  const folios = foliosFor(scene, cycles);
  const clearing = Math.min(5000, (4 * scene.limitPages * multiple) / SCAN[scene.kernel]);
  // Half a folio is what whole folios can miss the limit by at the start.
  const tolerance = scene.folioPages / 4 / scene.limitPages;
  for (const end of [folios, folios + clearing / 2, folios + clearing]) {
    const peak = await peakOf(scene, end);
    assert.ok(Math.abs(peak - multiple) <= tolerance, `${peak} after ${end} folios`);
  }
}

test('single pages stay at the limit, whatever is scanned', async () => {
  for (const kernel of ['6.18', 'next'] as const) {
    for (const limitPages of [64, 256]) {
      assert.equal(await peakOf({ kernel, folioPages: 1, limitPages }, 20 * limitPages), 1);
    }
  }
});

test('64K folios reach 16 times the limit where one page is scanned', async () => {
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 64 }, 1, 16);
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 256 }, 1, 16);
});

test('and 256 times, once those have lost their second chance too', async () => {
  await assertPlateau({ kernel: '6.18', folioPages: 16, limitPages: 64 }, 2, 256);
});

test('2M folios reach 512 times the limit where one page is scanned', async () => {
  // 512 pages are 128 of the limit: one folio fills it.
  await assertPlateau({ kernel: '6.18', folioPages: 512, limitPages: 128 }, 1, 512);
});

test('64K folios stay at the limit where 32 pages are scanned', async () => {
  for (const limitPages of [64, 256, 1024]) {
    const scene: Case = { kernel: 'next', folioPages: 16, limitPages };
    // Past it by no more than the folio that found room: 4 pages.
    const peak = await peakOf(scene, 30 * limitPages);
    assert.ok(peak >= 1 && peak <= 1 + 4 / limitPages, `${peak} at ${limitPages}`);
  }
});

test('2M folios reach 16 times the limit where 32 pages are scanned, then 256 times', async () => {
  const scene: Case = { kernel: 'next', folioPages: 512, limitPages: 128 };
  await assertPlateau(scene, 1, 16);
  await assertPlateau(scene, 2, 256);
});

test('with writeback off a folio that found room is all that it is passed by', async () => {
  for (const folioPages of [16, 512]) {
    const exact = await runScene({
      strategy: 'batch',
      lengths: [1024],
      folioPages,
      offerPages: 300 * folioPages,
      memcgMaxPages: 100,
      writeback: false,
      tasks: 1,
    });
    // Whole folios of 4 or of 128 pages: 25 of them make 100, one makes 128.
    assert.equal(exact.memcg[1].peakPages, folioPages === 16 ? 100 : 128);
    assert.equal(exact.counters.written_back_pages, 0);
  }
});

test("a parent that is at its limit has a memcg shrunk for a neighbour's pages", async () => {
  // 512 pages of both fill the parent. Each memcg takes the bits from its own, and swaps each of them for a folio of its
  // own: 512 folios of 4 pages of the limit. Where two stores find the last room at once there is a folio more, and that
  // is multiplied like the rest.
  const exact = await runScene({
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
