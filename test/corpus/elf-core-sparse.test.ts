import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';
import { sparseFile, withoutSparseFiles } from '../support/sparse-files.js';

const folder = temporaryFolder();

/** Writes a core of two adjacent segments of 300 and 3 pages; all pages but the `present` ones are holes. */
function sparseCore(name: string, present: readonly number[]): string {
  const data = new Uint8Array(300 * PAGE_SIZE);
  const whole = elfCore({
    segments: [
      { address: 0x100000, data, at: PAGE_SIZE },
      { address: 0x22c000, data: data.subarray(0, 3 * PAGE_SIZE) },
    ],
  });
  const pages = somePages(present.length);
  return sparseFile(join(folder, name), whole.length, [
    [0, whole.subarray(0, PAGE_SIZE)],
    ...present.map(
      (page, i) =>
        [(1 + page) * PAGE_SIZE, pages.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE)] as const,
    ),
  ]);
}

const skip = await withoutSparseFiles(sparseCore('probe', []));

describe('sparse ELF core', { skip }, () => {
  it('has no pages in its holes, and a hole ends a run', async () => {
    // A window ends after page 255; pages 299 and 300 touch, but belong to two segments.
    const present = [1, 2, 5, 255, 256, 299, 300, 302];
    const path = sparseCore('holes.core', present);
    const read = await readPages(path);
    const frames = [[1, 2], [5], [255, 256], [299], [300], [302]];
    assert.deepEqual(
      runsOf(read),
      frames.map((run) => run.map((page) => 0x100 + page)),
    );
    assert.deepEqual(contentOf(read), somePages(present.length));
  });

  it('has a remark that zero pages were taken for holes', async () => {
    const source = await openPageSource(sparseCore('remark.core', [1]));
    await source.close();
    assert.match(source.remarks.join(), /^zero pages were taken for holes of the sparse file/);
  });

  it('is refused if it has only holes', () =>
    assertRefused(sparseCore('nothing.core', []), /expected .*; found only holes/));
});

describe('ELF core without holes', () => {
  it('keeps its zero pages, in one run', async () => {
    const data = somePages(4);
    data.fill(0, PAGE_SIZE, 2 * PAGE_SIZE);
    const path = fileIn(folder, 'zeros.core', elfCore({ segments: [{ address: 0x1000, data }] }));
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[1, 2, 3, 4]]);
    assert.deepEqual(contentOf(read), data);
  });

  it('is read if it has only zero pages', async () => {
    const data = new Uint8Array(2 * PAGE_SIZE);
    const path = fileIn(folder, 'only.core', elfCore({ segments: [{ address: 0x1000, data }] }));
    assert.deepEqual(runsOf(await readPages(path)), [[1, 2]]);
  });
});
