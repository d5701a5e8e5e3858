import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openRegularFile, pageAlignedBytes } from '../../src/corpus/file-bytes.js';
import { flagsOn } from '../support/descriptors.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { somePages } from '../support/page-readers.js';
import { sparseFile, withoutSparseFiles } from '../support/sparse-files.js';

const folder = temporaryFolder();

// Three pages, a hole of 250 pages, three pages and 700 bytes.
const CONTENT = Buffer.alloc(256 * PAGE_SIZE + 700);
CONTENT.set(somePages(3));
CONTENT.set(somePages(4).subarray(0, 3 * PAGE_SIZE + 700), 253 * PAGE_SIZE);

function withHole(name: string): string {
  return sparseFile(join(folder, name), CONTENT.length, [
    [0, CONTENT.subarray(0, 3 * PAGE_SIZE)],
    [253 * PAGE_SIZE, CONTENT.subarray(253 * PAGE_SIZE)],
  ]);
}

const skip = await withoutSparseFiles(withHole('probe'));

// Memory of plain arrays is not page-aligned.
const anywhere = new Uint8Array(300 * PAGE_SIZE);
const aligned = pageAlignedBytes(300 * PAGE_SIZE);

async function assertReads(path: string, memory: Uint8Array, position: number, length: number) {
  const file = await openRegularFile(path);
  const target = memory.subarray(0, length).fill(0xee);
  const expected = CONTENT.subarray(position, position + length);
  assert.equal(await file.read(target, position), expected.length);
  assert.deepEqual(Buffer.from(target.subarray(0, expected.length)), expected);
  await file.close();
}

describe('file with holes', { skip }, () => {
  const path = withHole('holes');

  it('is read whole, up to its end within a block', async () => {
    for (const memory of [aligned, anywhere]) await assertReads(path, memory, 0, 300 * PAGE_SIZE);
  });

  it('is read with memory, positions and lengths that direct reads refuse', async () => {
    await assertReads(path, aligned.subarray(1), 0, 256 * PAGE_SIZE);
    await assertReads(path, aligned, 100, 256 * PAGE_SIZE);
    await assertReads(path, aligned, 0, 100);
    await assertReads(path, aligned, 256 * PAGE_SIZE + 512, PAGE_SIZE);
  });

  it('has the written content in any range', async () => {
    const stretch = fc.record({
      memory: fc.constantFrom(aligned, anywhere),
      memoryAt: fc.constantFrom(0, 1, 512, PAGE_SIZE),
      position: fc.integer({ min: 0, max: 258 * 8 }).map((block) => block * 512),
      length: fc.integer({ min: 1, max: 290 * 8 }).map((block) => block * 512),
    });
    await fc.assert(
      fc.asyncProperty(stretch, ({ memory, memoryAt, position, length }) =>
        assertReads(path, memory.subarray(memoryAt), position, length),
      ),
      { numRuns: 40 },
    );
  });

  it('is opened a second time for direct reads, where the file system has them', async (test) => {
    const { O_DIRECT } = await import('node:fs').then(({ constants }) => constants);
    const file = await openRegularFile(path);
    const flags = flagsOn(path);
    await file.close();
    if (flags.length === 1) test.diagnostic('the file system has no direct reads');
    else assert.deepEqual(flags.map((each) => (each & O_DIRECT) !== 0).sort(), [false, true]);
    assert.deepEqual(flagsOn(path), []);
  });
});

it('file without holes: read only through the page cache', async () => {
  const path = fileIn(folder, 'whole', somePages(3));
  const file = await openRegularFile(path);
  assert.equal(flagsOn(path).length, 1);
  await file.close();
});

it('pageAlignedBytes: has the requested length', () => {
  for (const length of [1, PAGE_SIZE, 1 << 16, (1 << 16) + 1]) {
    const bytes = pageAlignedBytes(length);
    assert.deepEqual([bytes.length, bytes.byteOffset], [length, 0]);
  }
});
