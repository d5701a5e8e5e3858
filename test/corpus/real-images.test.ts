import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { openPageSource } from '../../src/corpus/page-source.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { type ReadPage, readPages, runsOf } from '../support/page-readers.js';
import { ROOT } from '../support/program.js';

// Images by the real tools, made by test/corpus/images/make.sh of a program that fills six pages.
const FOLDER = `${ROOT}test/corpus/images/`;
const folder = temporaryFolder();
const FILLED_PFN = 0x20000000 / 4096;
const UNTOUCHED_PAGE = 3;

/** Unpacks an image and returns its path. */
function unpacked(file: string): string {
  return fileIn(folder, 'unpacked', gunzipSync(readFileSync(FOLDER + file)));
}

/** Content of a page that fill.c writes. */
function filled(page: number): Buffer {
  const bytes = Buffer.alloc(4096);
  if (page === UNTOUCHED_PAGE) return bytes;
  let x = page + 1;
  for (let i = 0; i < 4096; i++) {
    if (i % 64 === 0) x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    bytes[i] = x >>> 24;
  }
  return bytes;
}

function pagesFrom(pages: readonly ReadPage[], pfn: number, count: number): ReadPage[] {
  const first = pages.findIndex((page) => page.pfn === pfn);
  assert.ok(first >= 0, 'the first page is found');
  return pages.slice(first, first + count);
}

describe('real images: the pages that a process filled', () => {
  for (const [file, pageCount] of [
    ['kernel-x86_64.core.zst', 78],
    ['kernel-i386.core.xz', 76],
    ['gcore-x86_64.core.gz', 78],
    ['gcore-i386.core.lz4', 76],
    ['qemu-user-s390x.core.xz', 2096],
    ['qemu-user-ppc.core.xz', 2092],
  ] as const) {
    it(`are in ${file}`, async () => {
      const pages = await readPages(FOLDER + file);
      assert.equal(pages.length, pageCount);
      for (const [i, { pfn, startsRun, bytes }] of pagesFrom(pages, FILLED_PFN, 6).entries()) {
        assert.deepEqual([pfn, startsRun], [FILLED_PFN + i, i === 0]);
        assert.ok(bytes.equals(filled(i)), `page ${i}`);
      }
    });
  }
});

describe('real images: CRIU', () => {
  it('has the pages that were present, in runs that end with their mapping', async () => {
    const pages = await readPages(`${FOLDER}criu/pages-1.img`);
    assert.deepEqual(pages, await readPages(`${FOLDER}criu/pagemap-149.img`));
    assert.deepEqual(
      runsOf(pages)
        .map((run) => [run[0] - FILLED_PFN, run.length])
        .slice(4, 6),
      [
        [0, 3],
        [4, 2],
      ],
    );
    // 0x4a2000 to 0x4a7000 is one entry of the pagemap, but two mappings.
    assert.deepEqual(runsOf(pages).slice(1, 3), [
      [0x4a2, 0x4a3],
      [0x4a4, 0x4a5, 0x4a6],
    ]);
    for (const { pfn, bytes } of pages.filter((page) => page.pfn >> 4 === FILLED_PFN >> 4)) {
      assert.ok(bytes.equals(filled(pfn - FILLED_PFN)), `${pfn}`);
    }
  });
});

describe('real images: a machine', () => {
  // 32 KiB at 0x20000 that count up from 0x15a, in words.
  const words = Buffer.alloc(8 * 4096);
  for (let i = 0; i < words.length / 2; i++) words.writeUInt16LE(0x15a + i, 2 * i);

  for (const [file, format, runs] of [
    ['qemu-dump-guest-memory.elf.xz', 'ELF core of a machine', 5],
    ['qemu-zlib.kdump.gz', 'kdump', 2],
  ] as const) {
    it(`has its pages by physical address in ${file}`, async () => {
      // A kdump is read as makedumpfile wrote it: not packed.
      const path = format === 'kdump' ? unpacked(file) : FOLDER + file;
      const pages = await readPages(path);
      const found = pagesFrom(pages, 0x20, 8);
      assert.ok(Buffer.concat(found.map(({ bytes }) => bytes)).equals(words));
      assert.equal(pages.filter(({ startsRun }) => startsRun).length, runs);
      const source = await openPageSource(path);
      assert.equal(source.format, format);
      assert.match(source.remarks.join(), /by physical address/);
      await source.close();
    });
  }
});
