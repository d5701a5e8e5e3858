import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { dataRanges } from '../../src/corpus/data-ranges.js';
import { openPageSource, type PageSourceOptions } from '../../src/corpus/page-source.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { inOwnProcess } from '../support/peak-memory.js';
import { assertRefused } from '../support/refusals.js';
import { sparseFile, withoutSparseFiles } from '../support/sparse-files.js';

const folder = temporaryFolder();
const TIB = 2 ** 40;
const ABSENT: PageSourceOptions = { dropPartial: false, holes: 'absent' };

/** Writes a raw dump of `count` pages; all pages but the `present` ones are holes. */
function sparseDump(name: string, count: number, present: readonly number[]): string {
  const pages = somePages(present.length);
  return sparseFile(
    join(folder, name),
    count * PAGE_SIZE,
    present.map((page, i) => [
      page * PAGE_SIZE,
      pages.subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE),
    ]),
  );
}

/** Groups consecutive pages. */
function grouped(pages: readonly number[]): number[][] {
  const groups: number[][] = [];
  for (const page of pages) {
    if (groups.at(-1)?.at(-1) === page - 1) groups.at(-1)?.push(page);
    else groups.push([page]);
  }
  return groups;
}

const skip = await withoutSparseFiles(sparseDump('probe', 300, []));

describe('sparse raw dump', { skip }, () => {
  it('has the pages of a copy without holes, holes as zeros', async () => {
    const path = sparseDump('zeros', 300, [1, 2, 5, 255, 256, 298]);
    const copy = fileIn(folder, 'copy', readFileSync(path));
    assert.deepEqual(await readPages(path), await readPages(copy));
  });

  it('has no pages in its holes with --holes absent, and numbers pages by their position', async () => {
    // A window ends after page 255.
    const present = [1, 2, 5, 255, 256, 299];
    const read = await readPages(sparseDump('holes', 300, present), ABSENT);
    assert.deepEqual(runsOf(read), [[1, 2], [5], [255, 256], [299]]);
    assert.deepEqual(contentOf(read), somePages(present.length));
  });

  it('has the written pages at any position, in each pass', async () => {
    const present = fc.uniqueArray(fc.nat(5000), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(present, async (pages) => {
        const path = sparseDump('any', 5001, pages);
        const source = await openPageSource(path, ABSENT);
        for (let reading = 0; reading < 2; reading++) {
          const read: number[] = [];
          for await (const { pfn, bytes } of source.windows()) {
            for (let i = 0; i < bytes.length / PAGE_SIZE; i++) read.push(pfn + i);
          }
          assert.deepEqual(
            read,
            pages.toSorted((a, b) => a - b),
          );
        }
        await source.close();
      }),
      { numRuns: 25 },
    );
    const pages = [300, 301, 2000, 4999];
    assert.deepEqual(
      runsOf(await readPages(sparseDump('some', 5001, pages), ABSENT)),
      grouped(pages),
    );
  });

  it('is refused with --holes absent if it has only holes', () =>
    assertRefused(
      sparseDump('nothing', 300, []),
      /pages that are present; found only zero pages/,
      ABSENT,
    ));

  it('has the same pages where the data ranges are unknown', () => {
    const path = sparseDump('no-perl', 3000, [0, 700, 701, 2999]);
    const { returned } = inOwnProcess(
      `process.env.PATH = '/nowhere';
       const { openPageSource } = await load('corpus/page-source.js');
       const source = await openPageSource(input[0], { holes: 'absent' });
       const runs = [];
       for await (const { pfn, bytes } of source.windows()) runs.push([pfn, bytes.length]);
       await source.close();
       return runs;`,
      [path],
    );
    assert.deepEqual(returned, [
      [0, PAGE_SIZE],
      [700, 2 * PAGE_SIZE],
      [2999, PAGE_SIZE],
    ]);
  });
});

// Without data ranges, a terabyte is read, which takes a minute.
const seeks = openSync(join(folder, 'probe'), 'r');
const unknown = (await dataRanges(seeks)) === null && 'the data ranges are unknown here';
closeSync(seeks);

describe('sparse file of 1 TiB with 64 groups of 64 pages, --holes absent', {
  skip: skip || unknown,
}, () => {
  const ISLANDS = 64;
  const positions = Array.from({ length: ISLANDS }, (_, i) => i * 2 ** 34 + i * 7 * PAGE_SIZE);
  const pieces = positions.map((at) => [PAGE_SIZE + at, somePages(64)] as const);
  const core = elfCore({
    segments: [
      {
        address: 0x100000,
        data: new Uint8Array(0),
        fileSize: BigInt(TIB - PAGE_SIZE),
        at: PAGE_SIZE,
      },
    ],
  });
  const files: Record<string, string> = {
    'a raw dump': sparseFile(join(folder, 'terabyte.raw'), TIB, pieces),
    'a core': sparseFile(join(folder, 'terabyte.core'), TIB, [[0, core], ...pieces]),
  };
  for (const [name, path] of Object.entries(files)) {
    it(`${name}: is read with the memory that its pages need`, () => {
      const { returned, peakMiB } = inOwnProcess(
        `const { openPageSource } = await load('corpus/page-source.js');
         const { survey } = await load('measure/survey/survey.js');
         const source = await openPageSource(input[0], { holes: 'absent' });
         const surveys = [];
         for (let reading = 0; reading < 2; reading++) {
           const { pageCount, zeroPages, runs } = await survey(source, new Map(), false);
           surveys.push([pageCount, zeroPages, runs.length]);
         }
         await source.close();
         return surveys;`,
        [path],
      );
      const expected = [64 * ISLANDS, 0, ISLANDS];
      assert.deepEqual(returned, [expected, expected]);
      assert.ok(peakMiB < 150, `${peakMiB} MiB`);
    });
  }
});
