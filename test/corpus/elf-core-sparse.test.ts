import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource, type PageSourceOptions } from '../../src/corpus/page-source.js';
import { elfCore, elfNote, PT_NOTE, READ_ONLY } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';
import { sparseFile, withoutSparseFiles } from '../support/sparse-files.js';

const folder = temporaryFolder();
const ABSENT: PageSourceOptions = { dropPartial: false, holes: 'absent' };

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
  // A window ends after page 255; pages 299 and 300 touch, but belong to two segments.
  const present = [1, 2, 5, 255, 256, 299, 300, 302];

  it('has the pages of a copy without holes, holes as zeros', async () => {
    const path = sparseCore('zeros.core', present);
    const copy = fileIn(folder, 'copy.core', readFileSync(path));
    const read = await readPages(path);
    assert.deepEqual(read, await readPages(copy));
    assert.deepEqual(
      runsOf(read).map((run) => run.length),
      [300, 3],
    );
  });

  it('has no pages in its holes with --holes absent, and a hole ends a run', async () => {
    const path = sparseCore('holes.core', present);
    const read = await readPages(path, ABSENT);
    const frames = [[1, 2], [5], [255, 256], [299], [300], [302]];
    assert.deepEqual(
      runsOf(read),
      frames.map((run) => run.map((page) => 0x100 + page)),
    );
    assert.deepEqual(contentOf(read), somePages(present.length));
  });

  it('is refused with --holes absent if it has only holes', () =>
    assertRefused(sparseCore('nothing.core', []), /expected .*; found only zero pages/, ABSENT));
});

/** A core with two zero pages of five, and notes of its own or of others. */
function coreWithNote(name: string, note: Uint8Array | null): string {
  const data = somePages(5);
  data.fill(0, PAGE_SIZE, 3 * PAGE_SIZE);
  const notes = note === null ? [] : [{ type: PT_NOTE, flags: READ_ONLY, data: note }];
  return fileIn(folder, name, elfCore({ segments: [...notes, { address: 0x1000, data }] }));
}

async function remarksOf(path: string, options?: PageSourceOptions) {
  const source = await openPageSource(path, options);
  let pages = 0;
  for await (const { bytes } of source.windows()) pages += bytes.length / PAGE_SIZE;
  await source.close();
  return { pages, remarks: source.remarks };
}

describe('zero pages of an ELF core', () => {
  const data = (value: number) => Uint8Array.of(value, 0, 0, 0);

  it('are named with the effect of --holes absent where gcore or the kernel wrote it', async () => {
    const others = elfNote('CORE', 1, new Uint8Array(8));
    const path = coreWithNote('gcore.core', others);
    const { pages, remarks } = await remarksOf(path);
    assert.equal(pages, 5);
    assert.match(remarks.join(), /^2 of 5 pages are zero: gcore .* leaves them out, for 3 pages$/);
    assert.deepEqual(await remarksOf(path, ABSENT), {
      pages: 3,
      remarks: ['left out: zero pages, as not present (--holes absent)'],
    });
    const mapped = coreWithNote('mapped.core', elfNote('zswap-bench', 1, data(0)));
    assert.deepEqual((await remarksOf(mapped)).remarks, remarks);
  });

  it('are pages in any case where a note records that all were present', async () => {
    const path = coreWithNote('captured.core', elfNote('zswap-bench', 1, data(1)));
    assert.deepEqual(await remarksOf(path), { pages: 5, remarks: [] });
    const { pages, remarks } = await remarksOf(path, ABSENT);
    assert.equal(pages, 5);
    assert.match(remarks.join(), /all of its pages were present: --holes absent has no effect$/);
  });

  it('are left out with --holes absent of a core without notes', async () => {
    const path = coreWithNote('plain.core', null);
    assert.deepEqual(await remarksOf(path), { pages: 5, remarks: [] });
    assert.equal((await remarksOf(path, ABSENT)).pages, 3);
  });
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
