import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { COMPRESS_BOUND } from '../../src/compressor/compressor.js';
import { chooseCompressor } from '../../src/compressor/compressors.js';
import { temporaryFolder } from '../support/files.js';
import { synthesize } from '../support/synthetic-pages.js';

const PAGE_BYTES = 4096;
const FOLDER = temporaryFolder();

let files = 0;

/** Pages that the recipe writes. */
function pagesOf(kind: 'equal' | 'poor', ...rest: readonly string[]): Buffer[] {
  const file = join(FOLDER, `${files++}`);
  const { exitCode, stdout, stderr } = synthesize(kind, file, ...rest);
  assert.deepEqual([exitCode, stdout, stderr], [0, '', '']);
  const bytes = readFileSync(file);
  assert.equal(bytes.length % PAGE_BYTES, 0);
  return Array.from({ length: bytes.length / PAGE_BYTES }, (_, i) =>
    bytes.subarray(i * PAGE_BYTES, (i + 1) * PAGE_BYTES),
  );
}

/** Bytes before the zeros at the end of the page, rounded up to a multiple of 4. */
function noiseBytes(page: Buffer): number {
  const words = new Uint32Array(page.buffer, page.byteOffset, PAGE_BYTES / 4);
  return 4 * (1 + words.findLastIndex((word) => word !== 0));
}

/**
 * Expected lz4 length: 1000 literal bytes of noise, 4 bytes for their count, 13 for the length of the run of zeros, about
 * ten zeros before the match starts, and seven bytes at the end. All lengths are in the size class 1017 .. 1048.
 */
function isQuarter(length: number): boolean {
  return length >= 1017 && length <= 1048;
}

test('synthetic pages: reproducible for a seed, different for another', () => {
  const [one, again, other] = ['5', '5', '6'].map((seed) => pagesOf('equal', '20', seed));
  assert.deepEqual(one, again);
  assert.equal(one.length, 20);
  for (const [i, page] of other.entries()) assert.notDeepEqual(page, one[i]);
  assert.deepEqual(pagesOf('equal', '2'), pagesOf('equal', '2', '1'), 'the seed is 1 if not given');
  assert.deepEqual(pagesOf('poor', '30', '0.5', '5'), pagesOf('poor', '30', '0.5', '5'));
});

test('synthetic pages: a longer sequence starts with the shorter one of the same seed', () => {
  assert.deepEqual(
    pagesOf('poor', '40', '0.3', '9').slice(0, 25),
    pagesOf('poor', '25', '0.3', '9'),
  );
});

test('synthetic pages: no two are equal', () => {
  const pages = pagesOf('equal', '500').map((page) => page.toString('latin1'));
  assert.equal(new Set(pages).size, 500);
});

test("synthetic 'equal' pages: compress to about a quarter with lz4, to nearly equal lengths", async () => {
  const lz4 = await chooseCompressor('lz4').create();
  const packed = new Uint8Array(COMPRESS_BOUND);
  const lengths = pagesOf('equal', '200').map((page) => lz4.compress(page, 0, packed));
  for (const length of lengths) assert.ok(isQuarter(length), `${length}`);
});

test("synthetic 'poor' pages: the given share is incompressible, the others are like 'equal' ones", async () => {
  const lz4 = await chooseCompressor('lz4').create();
  const packed = new Uint8Array(COMPRESS_BOUND);
  for (const share of [0, 0.01, 0.3, 1]) {
    const pages = pagesOf('poor', '3000', `${share}`);
    let poor = 0;
    for (const page of pages) {
      const noise = noiseBytes(page);
      const length = lz4.compress(page, 0, packed);
      assert.ok(noise === PAGE_BYTES ? length >= PAGE_BYTES : noise === 1000 && isQuarter(length));
      if (noise === PAGE_BYTES) poor++;
    }
    // Four standard deviations of so many draws.
    const deviation = Math.sqrt(3000 * share * (1 - share));
    assert.ok(Math.abs(poor - 3000 * share) <= 4 * deviation, `${poor} of 3000 at ${share}`);
  }
});

test("synthetic 'poor' pages: incompressible pages are independent of the page before", () => {
  const poor = pagesOf('poor', '4000', '0.3', '3').map((page) => noiseBytes(page) === PAGE_BYTES);
  const behind = poor.filter((_, i) => i > 0 && poor[i - 1]);
  const both = behind.filter((flag) => flag).length;
  assert.ok(Math.abs(both - 0.3 * behind.length) <= 4 * Math.sqrt(behind.length * 0.3 * 0.7));
});

test('synthetic pages: bad arguments print the usage, exit with 2 and write no file', () => {
  const file = join(FOLDER, 'none');
  for (const args of [
    [],
    ['equal'],
    ['equal', file],
    ['equal', file, '0'],
    ['equal', file, '-3'],
    ['equal', file, '1.5'],
    ['equal', file, 'many'],
    ['equal', file, '2', 'seed'],
    ['equal', file, '2', '1.5'],
    ['equal', file, '2', '1', '1'],
    ['poor', file, '2'],
    ['poor', file, '2', 'half'],
    ['poor', file, '2', '1.01'],
    ['poor', file, '2', '-0.1'],
    ['poor', file, '2', '0.1', '1', '1'],
    ['other', file, '2'],
  ]) {
    const { exitCode, stdout, stderr } = synthesize(...args);
    assert.equal(exitCode, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(
      stderr,
      /^usage: synthetic\.mjs equal FILE PAGES \[SEED\] \| poor FILE PAGES SHARE \[SEED\]\n$/,
    );
    assert.equal(existsSync(file), false, args.join(' '));
  }
});
