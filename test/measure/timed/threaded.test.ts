import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PAGE_SIZE } from '../../../src/common/page.js';
import { chooseCompressor } from '../../../src/compressor/compressors.js';
import { runThreaded, type ThreadedInput } from '../../../src/measure/timed/threaded.js';
import type { Timed } from '../../../src/result/document.js';
import { median } from '../../../src/statistics/estimate.js';
import { resolveAsked } from '../../../src/strategy/resolve.js';
import { joined } from '../../support/memory-source.js';
import { randomPage, textPage, zeroPage } from '../../support/pages.js';
import { cellPlan } from '../../support/synthetic.js';

const LZ4 = chooseCompressor('lz4');
const PAGES = Array.from({ length: 128 }, (_, page) =>
  page % 16 === 3 ? randomPage(page) : textPage(page),
);

const MACHINE = {
  totalRamBytes: null,
  memcgs: 1,
  memcgMaxBytes: null,
  memcgParentMaxBytes: null,
  writeback: true,
};

type Asked = Parameters<typeof resolveAsked>[0];

async function timed(
  change: Partial<ThreadedInput> = {},
  asked: Asked = { strategy: 'batch' },
  pages: readonly Uint8Array[] = PAGES,
): Promise<Timed | undefined> {
  return (await interleaved(change, [asked], pages))[0];
}

async function interleaved(
  change: Partial<ThreadedInput>,
  asked: readonly Asked[],
  pages: readonly Uint8Array[] = PAGES,
): Promise<readonly Timed[]> {
  const zero = Uint8Array.from(pages, (page) => (page.every((byte) => byte === 0) ? 1 : 0));
  const cells = (await Promise.all(asked.map(resolveAsked))).map((named) => {
    return { ...cellPlan('batch', 4), compressor: LZ4, codec: LZ4, ...named };
  });
  const shared = new Uint8Array(new SharedArrayBuffer(pages.length * PAGE_SIZE));
  shared.set(joined(...pages));
  const compressor = await LZ4.create();
  const { parts } = await runThreaded(cells, {
    threads: 2,
    pages: { bytes: shared, runs: [{ pfn: 0, pages: pages.length }], zero },
    grouping: 'dense',
    offerPages: pages.length,
    machine: MACHINE,
    compressor: () => compressor,
    budgetMs: 0,
    minSamples: 7,
    verify: true,
    ...change,
  });
  return parts;
}

test('threaded timed part: has samples and their medians, and reads back all stored pages', async () => {
  const result = (await timed({ machine: { ...MACHINE, totalRamBytes: 2 ** 30 } })) as Timed;
  const { pagesPerSecond, relativeSamples, relativeToCompressor, folioNs } = result;
  assert.equal(relativeSamples.length, 7);
  assert.equal(relativeToCompressor, median(relativeSamples));
  assert.ok(pagesPerSecond !== null && folioNs !== null);
  const folios = folioNs.histogram.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(folios, (PAGES.length / 4) * relativeSamples.length);
  assert.deepEqual(result.roundTrip, { checked: PAGES.length, mismatches: 0 });
  assert.deepEqual(result.recount, []);
});

test('threaded timed part: under limits, some folios are refused and round trips are correct', async () => {
  const machine = { ...MACHINE, memcgs: 2, memcgMaxBytes: 12 * PAGE_SIZE };
  const strategies = [
    { strategy: 'incremental' },
    { strategy: 'split:reserve' },
    { strategy: 'deferred', global: 'transactional' },
  ];
  for (const asked of strategies) {
    const result = (await timed({ threads: 3, machine }, asked)) as Timed;
    assert.deepEqual(result.recount, [], asked.strategy);
    assert.ok(result.roundTrip !== null && result.roundTrip.checked < PAGES.length);
    assert.equal(result.roundTrip.mismatches, 0);
  }
});

test('threaded timed part: interleaved cells have samples, round trips and counts of their own', async () => {
  const machine = { ...MACHINE, totalRamBytes: 2 ** 30 };
  const cells = ['batch', 'mainline-6.12', 'incremental'].map((strategy) => ({ strategy }));
  const parts = await interleaved({ machine }, cells);
  assert.deepEqual(
    parts.map(({ relativeSamples, roundTrip, recount }) => [
      relativeSamples.length,
      roundTrip?.checked,
      recount,
    ]),
    [
      [7, PAGES.length, []],
      [0, 0, []],
      [7, PAGES.length, []],
    ],
  );
});

test('threaded timed part: no relative samples where folios are refused without limits', async () => {
  const machine = { ...MACHINE, totalRamBytes: 2 ** 30 };
  const result = (await timed({ machine }, { strategy: 'mainline-6.12' })) as Timed;
  assert.deepEqual([result.relativeToCompressor, result.relativeSamples], [null, []]);
  assert.ok(result.referencePagesPerSecond.median > 0, 'the compressor was measured');
});

test('threaded timed part: no round trip without verification', async () => {
  const result = (await timed({ verify: false })) as Timed;
  assert.deepEqual([result.roundTrip, result.recount], [null, undefined]);
});

test('threaded timed part: each pass of an offer stores its pages at new swap slots', async () => {
  const machine = { ...MACHINE, totalRamBytes: 2 ** 30 };
  const result = (await timed({ offerPages: 3 * PAGES.length, machine })) as Timed;
  const { checked = 0, mismatches } = result.roundTrip ?? {};
  assert.equal(checked % PAGES.length, 0);
  assert.equal(mismatches, 0);
});

test('threaded timed part: none for an offer of zero pages', async () => {
  assert.equal(await timed({}, undefined, [zeroPage(), zeroPage()]), undefined);
});
