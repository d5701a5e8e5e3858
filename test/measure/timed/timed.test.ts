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
import { forgetful, honest, pageOfLength } from '../../support/toy-compressor.js';

// 64 pages of 300 bytes in folios of 16: one pass is one block. No time at all is given, so the fewest rounds are run.
const PAGES = Array.from({ length: 64 }, (_, page) => pageOfLength(300, 1 + page));

function input(change: Partial<TimedInput> = {}, pages: Uint8Array[] = PAGES): TimedInput {
  const zero = Uint8Array.from(pages, (page) => (page.every((byte) => byte === 0) ? 1 : 0));
  return {
    pages: { bytes: joined(...pages), runs: [{ pfn: 0, pages: pages.length }], zero },
    grouping: 'dense',
    offerPages: pages.length,
    limits: () => limitedTo(1000),
    compressor: honest,
    budgetMs: 0,
    verify: true,
    ...change,
  };
}

const timed = async (change: Partial<TimedInput> = {}) =>
  (await runTimed(cellPlan('batch', 16), input(change))) as Timed;

test('a timed part has at least five samples, and medians of them', async () => {
  const { relativeSamples, relativeToCompressor, pagesPerSecond, folioNs, ...rest } = await timed();
  assert.ok(relativeSamples.length >= 5);
  assert.equal(relativeToCompressor, median(relativeSamples));
  assert.ok(pagesPerSecond !== null && folioNs !== null);
  assert.equal(pagesPerSecond.median, median(pagesPerSecond.samples));
  assert.ok(rest.referencePagesPerSecond.low <= rest.referencePagesPerSecond.high);
  // Four folios in each round that counts.
  const folios = folioNs.histogram.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(folios, 4 * relativeSamples.length);
});

test('timed part: work of less than a tick of the CPU clock takes one tick', async (t) => {
  assert.deepEqual([0, 1, 250].map(cpuTime), [0.001, 0.001, 0.25]);
  t.mock.method(process, 'cpuUsage', () => ({ user: 0, system: 0 }));
  const { relativeSamples } = await timed();
  assert.ok(relativeSamples.length >= 5 && relativeSamples.every((ratio) => ratio === 1));
});

test('what is resident at the end is read back', async () => {
  assert.deepEqual((await timed()).roundTrip, { checked: 64, mismatches: 0 });
  assert.deepEqual((await timed({ compressor: forgetful })).roundTrip, {
    checked: 64,
    mismatches: 64,
  });
  assert.equal((await timed({ verify: false })).roundTrip, null);
});

test('under the limits less is resident, and a limit of nothing stores nothing', async () => {
  // 300 bytes take slots of 320, of which 64 are a zspage of 5 pages. At a limit of 4 the first folio is in and no other.
  const four = await timed({ limits: () => limitedTo(4) });
  assert.deepEqual(four.roundTrip, { checked: 16, mismatches: 0 });
  const none = await timed({ limits: () => limitedTo(0) });
  assert.deepEqual([none.pagesPerSecond, none.folioNs], [null, null]);
  assert.deepEqual(none.roundTrip, { checked: 0, mismatches: 0 });
  assert.ok(none.relativeSamples.length >= 5, 'the store path is measured without the limits');
});

test('a block that is refused in part with the limits out of the way says nothing of the compressor', async () => {
  const refusing = (await runTimed(cellPlan('mainline-6.12', 16), input())) as Timed;
  assert.deepEqual([refusing.relativeToCompressor, refusing.relativeSamples], [null, []]);
  assert.ok(refusing.referencePagesPerSecond.median > 0, 'the compressor was measured');
  // 6.14 stops at a page that does not compress: three folios of four are in.
  const one = PAGES.map((page, i) => (i === 20 ? pageOfLength(4096, 1) : page));
  const stopping = (await runTimed(cellPlan('mainline-6.14', 16), input({}, one))) as Timed;
  assert.deepEqual([stopping.relativeToCompressor, stopping.relativeSamples], [null, []]);
  assert.ok(stopping.pagesPerSecond !== null && stopping.roundTrip?.checked === 48);
});

test('blocks that are stored whole have samples, whatever happens to others', async () => {
  // Two blocks of 256 pages, of which the second has the page that stops a folio: every other round counts.
  const pages = Array.from({ length: 512 }, (_, page) =>
    pageOfLength(page === 300 ? 4096 : 300, 1 + (page % 200)),
  );
  const limits = () => limitedTo(1000);
  const half = (await runTimed(cellPlan('mainline-6.14', 16), input({ limits }, pages))) as Timed;
  assert.ok([2, 3].includes(half.relativeSamples.length), String(half.relativeSamples.length));
  assert.equal(half.relativeToCompressor, median(half.relativeSamples));
});

test('each pass over the offer starts with an empty pool', async () => {
  // Pages of 4096 bytes: folios bring the pool to 16, 32, 48; the fourth finds 48 >= 40. So it is in every pass.
  const pages = PAGES.map((_, page) => pageOfLength(4096, 1 + page));
  const limited = input({ limits: () => limitedTo(40) }, pages);
  const { folioNs, relativeSamples, roundTrip } = (await runTimed(
    cellPlan('batch', 16),
    limited,
  )) as Timed;
  const folios = folioNs?.histogram.reduce((sum, [, count]) => sum + count, 0);
  assert.equal(folios, 3 * relativeSamples.length);
  assert.deepEqual(roundTrip, { checked: 48, mismatches: 0 });
});

test('there is nothing to measure in zeros', async () => {
  const zeros = input({}, [zeroPage(), zeroPage()]);
  assert.equal(await runTimed(cellPlan('batch', 16), zeros), undefined);
});

test('a compressor that breaks ends the run', async () => {
  const broken: PageCompressor = {
    ...honest,
    compress() {
      throw new TypeError('a bug');
    },
  };
  await assert.rejects(timed({ compressor: broken }), /a bug/);
});
