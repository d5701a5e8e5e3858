import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PageCompressor } from '../../../src/compressor/compressor.js';
import { cpuTime, runTimed, type TimedInput } from '../../../src/measure/timed/timed.js';
import type { Timed } from '../../../src/result/document.js';
import { median } from '../../../src/statistics/estimate.js';
import { limitedTo } from '../../support/limits.js';
import { joined } from '../../support/memory-source.js';
import { zeroPage } from '../../support/pages.js';
import { cellPlan } from '../../support/synthetic.js';
import { forgetful, honest, overlong, pageOfLength } from '../../support/toy-compressor.js';

// 64 pages of 300 bytes in folios of 16: one pass is one block. The time budget is 0, so the minimum of rounds is run.
const PAGES = Array.from({ length: 64 }, (_, page) => pageOfLength(300, 1 + page));

type Change = Partial<Omit<TimedInput, 'compressor'>> & { readonly compressor?: PageCompressor };

function input(
  { compressor = honest, ...change }: Change = {},
  pages: Uint8Array[] = PAGES,
): TimedInput {
  const zero = Uint8Array.from(pages, (page) => (page.every((byte) => byte === 0) ? 1 : 0));
  return {
    pages: { bytes: joined(...pages), runs: [{ pfn: 0, pages: pages.length }], zero },
    grouping: 'dense',
    offerPages: pages.length,
    limits: () => limitedTo(1000),
    compressor: () => compressor,
    budgetMs: 0,
    minSamples: 5,
    verify: true,
    ...change,
  };
}

/** Runs one cell alone. */
async function alone(strategy: string, asked: TimedInput): Promise<Timed> {
  const { parts } = await runTimed([cellPlan(strategy, 16)], asked);
  return parts[0];
}

const timed = (change: Change = {}) => alone('batch', input(change));

test('timed part: has the minimum number of samples, and their medians', async () => {
  const { relativeSamples, relativeToCompressor, pagesPerSecond, folioNs, ...rest } = await timed();
  assert.equal(relativeSamples.length, 5);
  assert.equal((await timed({ minSamples: 9 })).relativeSamples.length, 9);
  assert.equal(relativeToCompressor, median(relativeSamples));
  assert.ok(pagesPerSecond !== null && folioNs !== null);
  assert.equal(pagesPerSecond.median, median(pagesPerSecond.samples));
  assert.ok(rest.referencePagesPerSecond.low <= rest.referencePagesPerSecond.high);
  // Four folios in each recorded round.
  const folios = folioNs.histogram.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(folios, 4 * relativeSamples.length);
});

test('timed part: work of less than a tick of the CPU clock takes one tick', async (t) => {
  assert.deepEqual([0, 1, 250].map(cpuTime), [0.001, 0.001, 0.25]);
  t.mock.method(process, 'cpuUsage', () => ({ user: 0, system: 0 }));
  const { relativeSamples } = await timed();
  assert.ok(relativeSamples.length >= 5 && relativeSamples.every((ratio) => ratio === 1));
});

test('timed part: all pages stored at the end are read back', async () => {
  assert.deepEqual((await timed()).roundTrip, { checked: 64, mismatches: 0 });
  assert.deepEqual((await timed({ compressor: forgetful })).roundTrip, {
    checked: 64,
    mismatches: 64,
  });
  assert.equal((await timed({ verify: false })).roundTrip, null);
});

test('timed part: limits reduce the stored pages, to none at a limit of 0', async () => {
  // 300 bytes take slots of 320; 64 slots are a zspage of 5 pages. At a limit of 4 only the first folio is stored.
  const four = await timed({ limits: () => limitedTo(4) });
  assert.deepEqual(four.roundTrip, { checked: 16, mismatches: 0 });
  const none = await timed({ limits: () => limitedTo(0) });
  assert.deepEqual([none.pagesPerSecond, none.folioNs], [null, null]);
  assert.deepEqual(none.roundTrip, { checked: 0, mismatches: 0 });
  assert.ok(none.relativeSamples.length >= 5, 'the store path is measured without the limits');
});

test('timed part: no relative sample of a block that is refused in part without limits', async () => {
  const refusing = await alone('mainline-6.12', input());
  assert.deepEqual([refusing.relativeToCompressor, refusing.relativeSamples], [null, []]);
  assert.ok(refusing.referencePagesPerSecond.median > 0, 'the compressor was measured');
  // 6.14 refuses a folio with an incompressible page: three of four folios are stored.
  const one = PAGES.map((page, i) => (i === 20 ? pageOfLength(4096, 1) : page));
  const stopping = await alone('mainline-6.14', input({ compressor: overlong }, one));
  assert.deepEqual([stopping.relativeToCompressor, stopping.relativeSamples], [null, []]);
  assert.ok(stopping.pagesPerSecond !== null && stopping.roundTrip?.checked === 48);
});

test('timed part: relative samples of blocks stored whole, also if others are refused', async () => {
  // Two blocks of 256 pages; the second has a page that fails a store: every other round has a sample.
  const pages = Array.from({ length: 512 }, (_, page) =>
    pageOfLength(page === 300 ? 4096 : 300, 1 + (page % 200)),
  );
  const limits = () => limitedTo(1000);
  const half = await alone('mainline-6.14', input({ limits, compressor: overlong }, pages));
  assert.equal(half.relativeSamples.length, 5, 'more rounds are run for them');
  assert.equal(half.relativeToCompressor, median(half.relativeSamples));
});

test('timed part: each pass over the offer starts with an empty pool', async () => {
  // Pages of 4096 bytes: folios bring the pool to 16, 32, 48; for the fourth, 48 >= 40. This repeats in every pass.
  const pages = PAGES.map((_, page) => pageOfLength(4096, 1 + page));
  const limited = input({ limits: () => limitedTo(40) }, pages);
  const { folioNs, relativeSamples, roundTrip } = await alone('batch', limited);
  const folios = folioNs?.histogram.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(folios, 3 * relativeSamples.length);
  assert.deepEqual(roundTrip, { checked: 48, mismatches: 0 });
});

test('timed part: none for an offer of zero pages', async () => {
  const zeros = input({}, [zeroPage(), zeroPage()]);
  assert.deepEqual(await runTimed([cellPlan('batch', 16)], zeros), { parts: [], emptied: false });
});

test('timed part: an error of a compressor ends the run', async () => {
  const broken: PageCompressor = {
    ...honest,
    compress() {
      throw new TypeError('a bug');
    },
  };
  await assert.rejects(timed({ compressor: broken }), /a bug/);
});
