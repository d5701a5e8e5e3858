import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMPRESSORS, chooseCompressor } from '../../src/compressor/compressors.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { survey } from '../../src/measure/survey/survey.js';
import { KERNELS } from '../../src/model/zswap/kernel-presets.js';
import type { ModelExact } from '../../src/result/document.js';
import { type ExactCase, runExactCase } from '../support/exact-case.js';
import { temporaryFolder } from '../support/files.js';
import { synthesize } from '../support/synthetic-pages.js';

const KEEPING = ['6.18', '7.3'];
const REFUSING = [...KERNELS.keys()].filter((kernel) => !KEEPING.includes(kernel));

/** Folios of 4 pages: compressible; with an incompressible third page; with two incompressible pages. */
const TWELVE: ExactCase = {
  strategy: 'batch',
  lengths: [10, 10, 10, 10, 10, 10, 4097, 10, 10, 5000, 10, 4097],
  folioPages: 4,
  tasks: 1,
};

/** Figures that depend on incompressible pages. */
function outcome({ folios, pages, rejects, failingPage, wasted, counters }: ModelExact) {
  const { reject_compress_fail, reject_compress_poor, stored_incompressible_pages } = counters;
  return {
    stored: [folios.stored, pages.stored, pages.incompressible, stored_incompressible_pages],
    refused: [folios.rejected, pages.rejected],
    fail: [rejects.compress_fail, reject_compress_fail],
    poor: [rejects.compress_poor, reject_compress_poor],
    failingPage,
    wasted: wasted.compressions,
  };
}

// Folio 1 fails at index 2 after three compressions, folio 2 at index 1 after two.
const REFUSED = {
  stored: [1, 4, 0, 0],
  refused: [2, 8],
  fail: [2, 2],
  poor: [0, 0],
  failingPage: [
    [1, 1],
    [2, 1],
  ],
  wasted: 5,
};

const KEPT = {
  stored: [3, 12, 3, 3],
  refused: [0, 0],
  fail: [0, 0],
  poor: [0, 0],
  failingPage: [],
  wasted: 0,
};

test('kernel presets: until 6.17, the store of a folio fails at an incompressible page', async () => {
  for (const kernel of REFUSING) {
    assert.deepEqual(outcome(await runExactCase({ ...TWELVE, kernel })), REFUSED, kernel);
  }
});

test('kernel presets: from 6.18, an incompressible page is stored uncompressed if writeback is on', async () => {
  for (const kernel of KEEPING) {
    assert.deepEqual(outcome(await runExactCase({ ...TWELVE, kernel })), KEPT, kernel);
    const off = { ...TWELVE, kernel, writeback: false };
    assert.deepEqual(outcome(await runExactCase(off)), REFUSED, `${kernel}, writeback off`);
  }
});

test('kernel presets: with lzo, the cause is compress_poor in v7 and 6.13 alone', async () => {
  for (const compressor of COMPRESSORS.keys()) {
    const lzo = ['lzo', 'lzo-rle'].includes(compressor);
    const twelve = { ...TWELVE, overflow: chooseCompressor(compressor).overflow };
    for (const kernel of REFUSING) {
      const poor = lzo && ['v7', '6.13'].includes(kernel);
      const expected = poor ? { ...REFUSED, fail: [0, 0], poor: [2, 2] } : REFUSED;
      assert.deepEqual(outcome(await runExactCase({ ...twelve, kernel })), expected, compressor);
    }
    for (const kernel of KEEPING) {
      const off = { ...twelve, kernel, writeback: false };
      assert.deepEqual(outcome(await runExactCase(off)), REFUSED, compressor);
    }
  }
});

test('kernel presets: until 6.17, a page of exactly 4096 compressed bytes is stored, and counted as compressible', async () => {
  const lengths = TWELVE.lengths.map((length) => Math.min(length, 4096));
  for (const strategy of ['batch', 'oracle', 'mainline-6.14', 'mainline-6.17']) {
    const exact = await runExactCase({
      ...TWELVE,
      lengths: [...lengths],
      strategy,
      kernel: '6.17',
    });
    assert.deepEqual(outcome(exact), { ...KEPT, stored: [3, 12, 0, 0] }, strategy);
    assert.deepEqual(exact.rollback.drift, {}, strategy);
  }
});

test('kernel presets: the oracle counts folios with the same cause, without compressions', async () => {
  for (const [overflow, expected] of [
    ['compress_fail', [2, 0]],
    ['compress_poor', [0, 2]],
  ] as const) {
    const setup: ExactCase = { ...TWELVE, strategy: 'oracle', kernel: '6.13', overflow };
    const { rejects, counters } = await runExactCase(setup);
    assert.deepEqual([rejects.compress_fail, rejects.compress_poor], expected);
    assert.deepEqual([counters.reject_compress_fail, counters.reject_compress_poor], [0, 0]);
  }
});

test('kernel presets: a mainline strategy ignores the given kernel', async () => {
  for (const kernel of KERNELS.keys()) {
    const of = async (strategy: string) =>
      outcome(await runExactCase({ ...TWELVE, strategy, kernel }));
    assert.deepEqual(await of('mainline-6.13'), REFUSED);
    assert.deepEqual(await of('mainline-6.14'), REFUSED);
    assert.deepEqual(await of('mainline-6.17'), REFUSED);
    assert.deepEqual(await of('mainline-6.18'), KEPT);
  }
});

test('kernel presets: 6.12 refuses large folios, and treats single pages as 6.14 does', async () => {
  const strategy = 'mainline-6.12';
  const { folios, rejects } = await runExactCase({ ...TWELVE, strategy });
  assert.deepEqual([folios.stored, rejects.large_folio], [0, 3]);
  const single = await runExactCase({ ...TWELVE, strategy, folioPages: 1 });
  assert.deepEqual([single.folios.stored, single.rejects.compress_fail], [9, 3]);
});

const SHARE = 0.01;
const PAGES = 16_384;

test('kernel presets: share of folios stored with 1% incompressible pages', async () => {
  const file = join(temporaryFolder(), 'poor.raw');
  assert.equal(synthesize('poor', file, `${PAGES}`, `${SHARE}`).exitCode, 0);
  const lz4 = await chooseCompressor('lz4').create();
  const source = await openPageSource(file);
  const { compressed } = await survey(source, new Map([['lz4', lz4]]), false);
  await source.close();
  const lengths = compressed.get('lz4')?.lengths as Uint16Array;
  assert.equal(lengths.length, PAGES);

  for (const folioPages of [4, 16, 64]) {
    const setup: ExactCase = { strategy: 'batch', lengths, folioPages, oracle: false };
    const folios = PAGES / folioPages;
    const whole = (_: unknown, folio: number) =>
      lengths.slice(folio * folioPages, (folio + 1) * folioPages).every((length) => length <= 4096);
    const good = Array.from({ length: folios }, whole).filter((each) => each).length;
    // Each page is incompressible with probability p, so a folio of n pages is stored with probability (1 - p)^n.
    let odds = 1;
    for (let page = 0; page < folioPages; page++) odds *= 1 - SHARE;
    const deviation = Math.sqrt((odds * (1 - odds)) / folios);
    for (const kernel of REFUSING) {
      const exact = await runExactCase({ ...setup, kernel });
      assert.equal(exact.folios.stored, good);
      const stored = exact.folios.stored / folios;
      assert.ok(
        Math.abs(stored - odds) <= 4 * deviation,
        `${stored} of ${odds}, N = ${folioPages}`,
      );
    }
    const poor = lengths.filter((length) => length >= 4096).length;
    for (const kernel of KEEPING) {
      const exact = await runExactCase({ ...setup, kernel });
      assert.deepEqual([exact.folios.stored, exact.pages.incompressible], [folios, poor]);
      const off = await runExactCase({ ...setup, kernel, writeback: false });
      assert.equal(off.folios.stored, good);
    }
  }
});
