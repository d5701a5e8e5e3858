import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { PageWindow } from '../../../src/corpus/page-source.js';
import { survey } from '../../../src/measure/survey/survey.js';
import { joined, memorySource } from '../../support/memory-source.js';
import { zeroPage } from '../../support/pages.js';
import { forgetful, honest, pageOfLength } from '../../support/toy-compressor.js';

const window = (pfn: number, startsRun: boolean, ...pages: Uint8Array[]): PageWindow => ({
  pfn,
  bytes: joined(...pages),
  startsRun,
});

/** A page, with a frame number and whether a run starts at it. */
type Hashed = readonly [pfn: number, page: Uint8Array, startsRun?: boolean];

/** SHA-256 of kind, frame number, and content or count, of pages and ranges of zero pages. */
function sha256(...pages: readonly Hashed[]): string {
  const parts: Buffer[] = [];
  const isZero = (page: Uint8Array) => page.every((byte) => byte === 0);
  for (let at = 0; at < pages.length; at++) {
    const [pfn, page, startsRun = false] = pages[at];
    const record = Buffer.alloc(9);
    record.writeUInt8((startsRun ? 2 : 0) + (isZero(page) ? 0 : 1));
    record.writeUInt32LE(pfn % 2 ** 32, 1);
    record.writeUInt32LE(Math.floor(pfn / 2 ** 32), 5);
    if (!isZero(page)) {
      parts.push(record, Buffer.from(page));
      continue;
    }
    const count = Buffer.alloc(8);
    let last = at;
    while (last + 1 < pages.length && isZero(pages[last + 1][1]) && !pages[last + 1][2]) last++;
    count.writeUInt32LE(last + 1 - at);
    parts.push(record, count);
    at = last;
  }
  return createHash('sha256').update(Buffer.concat(parts)).digest('hex');
}

// Page frame numbers of a 47-bit address space exceed 32 bits.
const HIGH = 0x7_ffff_ff00;
const [a, b, c] = [pageOfLength(300, 1), pageOfLength(40, 2), pageOfLength(4096, 3)];

test('survey: two runs in three windows, by hand', async () => {
  const source = memorySource([
    window(5, true, a, zeroPage()),
    window(7, false, b),
    window(HIGH, true, zeroPage(), c),
  ]);
  const compressors = new Map([
    ['honest', honest],
    ['forgetful', forgetful],
  ]);
  const done: number[] = [];
  const found = await survey(source, compressors, true, (pages) => done.push(pages));
  assert.deepEqual(found.runs, [
    { pfn: 5, pages: 3 },
    { pfn: HIGH, pages: 2 },
  ]);
  assert.deepEqual([...found.zero], [0, 1, 0, 1, 0]);
  assert.deepEqual([found.pageCount, found.zeroPages], [5, 2]);
  assert.equal(
    found.sha256,
    sha256([5, a, true], [6, zeroPage()], [7, b], [HIGH, zeroPage(), true], [HIGH + 1, c]),
  );
  assert.deepEqual(done, [2, 3, 5]);
  assert.deepEqual([...(found.compressed.get('honest')?.lengths ?? [])], [300, 1, 40, 1, 4096]);
  assert.deepEqual(found.compressed.get('honest')?.roundTrip, { checked: 5, mismatches: 0 });
  // Only 300 and 4096 exceed the 100 bytes that this compressor keeps.
  assert.deepEqual(found.compressed.get('forgetful')?.roundTrip, { checked: 5, mismatches: 2 });
});

test('survey: runs with adjacent addresses are not merged', async () => {
  const found = await survey(
    memorySource([window(5, true, a), window(6, true, b)]),
    new Map(),
    false,
  );
  assert.deepEqual(found.runs, [
    { pfn: 5, pages: 1 },
    { pfn: 6, pages: 1 },
  ]);
});

test('survey: the checksum differs for any two page sets', async () => {
  const hashOf = async (...windows: PageWindow[]) =>
    (await survey(memorySource(windows), new Map(), false)).sha256;
  const [zero, one] = [zeroPage(), pageOfLength(300, 1)];
  const plain = await hashOf(window(5, true, one, zero, zero, b));
  assert.equal(
    await hashOf(window(5, true, one, zero), window(7, false, zero), window(8, false, b)),
    plain,
    'windows do not matter',
  );
  const others = {
    'the order': [window(5, true, b, zero, zero, one)],
    'the position': [window(6, true, one, zero, zero, b)],
    'the upper half of the position': [window(5 + 2 ** 32, true, one, zero, zero, b)],
    'a zero page less': [window(5, true, one), window(7, true, zero, b)],
    'a zero page before': [window(4, true, zero, one, zero, zero, b)],
    'a zero page behind': [window(5, true, one, zero, zero, b, zero)],
    'no zero page': [window(5, true, one), window(8, true, b)],
    'a border of runs': [window(5, true, one, zero), window(7, true, zero, b)],
    'a border of runs at a page': [window(5, true, one, zero, zero), window(8, true, b)],
  };
  const seen = new Map([[plain, 'the first']]);
  for (const [name, windows] of Object.entries(others)) {
    const hash = await hashOf(...windows);
    assert.equal(seen.get(hash), undefined, name);
    seen.set(hash, name);
  }
});

test('survey: has lengths without verification', async () => {
  const compressors = new Map([['forgetful', forgetful]]);
  const found = await survey(memorySource([window(0, true, a)]), compressors, false);
  const known = found.compressed.get('forgetful');
  assert.deepEqual([[...(known?.lengths ?? [])], known?.roundTrip], [[100], null]);
});

test('survey: any pages in any windows', async () => {
  const run = fc.array(fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 9 }), {
    minLength: 1,
    maxLength: 12,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(run, { minLength: 1, maxLength: 3 }), async (runs) => {
      const windows: PageWindow[] = [];
      const pages: Hashed[] = [];
      for (const [i, parts] of runs.entries()) {
        let pfn = i * 1000;
        for (const [j, part] of parts.entries()) {
          const content = part.map((length) => (length === 0 ? zeroPage() : pageOfLength(length)));
          windows.push(window(pfn, j === 0, ...content));
          for (const [k, page] of content.entries()) pages.push([pfn++, page, j + k === 0]);
        }
      }
      const found = await survey(memorySource(windows), new Map([['honest', honest]]), true);
      const lengths = runs.flat(2);
      const zeros = lengths.filter((length) => length === 0).length;
      assert.deepEqual([found.pageCount, found.zeroPages], [lengths.length, zeros]);
      assert.deepEqual(
        found.runs,
        runs.map((parts, i) => ({ pfn: i * 1000, pages: parts.flat().length })),
      );
      assert.deepEqual(
        [...found.zero],
        lengths.map((length) => (length === 0 ? 1 : 0)),
      );
      assert.equal(found.sha256, sha256(...pages));
      assert.deepEqual(
        [...(found.compressed.get('honest')?.lengths ?? [])],
        lengths.map((length) => Math.max(1, length)),
      );
    }),
    { numRuns: 30 },
  );
});
