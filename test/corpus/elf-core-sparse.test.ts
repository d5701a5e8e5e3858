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

/** A core of two touching segments of 300 and 3 pages, of which only the `present` ones were ever written. */
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

describe('a sparse core', { skip }, () => {
  it('has no page where it has a hole, and what stands beside a hole is a run of its own', async () => {
    // A window ends behind page 255; pages 299 and 300 touch, but are of two segments.
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

  it('says that zero pages were taken for holes', async () => {
    const source = await openPageSource(sparseCore('remark.core', [1]));
    await source.close();
    assert.match(source.remarks.join(), /^zero pages were taken for holes of the sparse file/);
  });

  it('of nothing but holes is refused', () =>
    assertRefused(sparseCore('nothing.core', []), /expected .*; found nothing but holes/));
});

describe('a core without holes', () => {
  it('keeps its zero pages, in one run', async () => {
    const data = somePages(4);
    data.fill(0, PAGE_SIZE, 2 * PAGE_SIZE);
    const path = fileIn(folder, 'zeros.core', elfCore({ segments: [{ address: 0x1000, data }] }));
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[1, 2, 3, 4]]);
    assert.deepEqual(contentOf(read), data);
  });

  it('of nothing but zero pages is read', async () => {
    const data = new Uint8Array(2 * PAGE_SIZE);
    const path = fileIn(folder, 'only.core', elfCore({ segments: [{ address: 0x1000, data }] }));
    assert.deepEqual(runsOf(await readPages(path)), [[1, 2]]);
  });
});
