import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { elfCoreHead, type PageRun } from '../../src/corpus/elf/elf-writer.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();

function manyRuns(count: number): PageRun[] {
  return Array.from({ length: count }, (_, i) => ({ pfn: i * 2, pages: 1 }));
}

describe('head of a written core', () => {
  it('matches elf(5) field by field', () => {
    const head = elfCoreHead(
      [
        { pfn: 0x10, pages: 2 },
        { pfn: 2 ** 52 - 1, pages: 1 },
      ],
      'unrecorded',
    );
    // Two pages of data follow, then one.
    const expected = [
      '7f454c46 02 01 01 000000000000000000', // magic, 64 bits, little-endian, version
      '0400 3e00 01000000', // ET_CORE, x86-64, version
      '0000000000000000 4000000000000000 0000000000000000', // entry, program headers at 64, none
      '00000000 4000 3800 0200 0000 0000 0000', // flags; sizes and counts
      '01000000 06000000 0010000000000000 0000010000000000 0000000000000000', // PT_LOAD, RW
      '0020000000000000 0020000000000000 0010000000000000',
      '01000000 06000000 0030000000000000 00f0ffffffffffff 0000000000000000',
      '0010000000000000 0010000000000000 0010000000000000',
    ];
    const bytes = Buffer.from(expected.join('').replaceAll(' ', ''), 'hex');
    assert.deepEqual(Buffer.from(head.subarray(0, bytes.length)), bytes);
    assert.equal(head.length, PAGE_SIZE, 'the data starts at a page border');
    assert.ok(head.subarray(bytes.length).every((byte) => byte === 0));
  });

  it('ends in a note that says whether its pages were present', () => {
    const runs = [{ pfn: 0x10, pages: 1 }];
    for (const [presence, value] of [
      ['present', '01000000'],
      ['mapped', '00000000'],
    ] as const) {
      const head = Buffer.from(elfCoreHead(runs, presence));
      const expected = [
        // PT_NOTE of 28 bytes behind the headers
        '04000000 00000000 b000000000000000 0000000000000000 0000000000000000',
        '1c00000000000000 0000000000000000 0400000000000000',
        // sizes of name and data, type, zswap-bench
        `0c000000 04000000 01000000 7a737761702d62656e636800 ${value}`,
      ];
      const bytes = Buffer.from(expected.join('').replaceAll(' ', ''), 'hex');
      assert.deepEqual(head.subarray(64 + 56, 64 + 56 + bytes.length), bytes);
      assert.equal(head.readUInt16LE(56), 2, 'program headers');
    }
  });

  it('has its count in the file header up to 65534 runs, from 65535 in a section header', () => {
    for (const [count, phnum, shoff, shnum] of [
      [65_534, 65_534, 0, 0],
      [65_535, 0xffff, 64 + 65_535 * 56, 1],
      [70_000, 0xffff, 64 + 70_000 * 56, 1],
    ]) {
      const head = Buffer.from(elfCoreHead(manyRuns(count), 'unrecorded'));
      assert.equal(head.readUInt16LE(56), phnum);
      assert.equal(Number(head.readBigUInt64LE(40)), shoff);
      assert.equal(head.readUInt16LE(60), shnum);
      if (shnum > 0) assert.equal(head.readUInt32LE(shoff + 44), count);
      assert.equal(head.length % PAGE_SIZE, 0);
    }
  });

  it('reads back with its data, for 1 to 500 runs', async () => {
    for (const count of [1, 71, 72, 73, 500]) {
      const runs = manyRuns(count);
      const data = new Uint8Array(count * PAGE_SIZE);
      data.set(somePages(Math.min(count, 3)));
      const path = fileIn(folder, 'core', Buffer.concat([elfCoreHead(runs, 'present'), data]));
      const read = await readPages(path);
      assert.deepEqual(
        runsOf(read).map(([pfn]) => pfn),
        runs.map(({ pfn }) => pfn),
      );
      assert.ok(contentOf(read).equals(data));
    }
  });

  it('has no more runs than the reader takes', () => {
    const runs = manyRuns(2 ** 20);
    assert.ok(elfCoreHead(runs, 'unrecorded').length > 56 * runs.length);
    assert.throws(
      () => elfCoreHead([...runs, { pfn: 2 ** 40, pages: 1 }], 'unrecorded'),
      (error) => {
        assertInputFailure(error, 'the core');
        assert.match(error.message, /at most 1048576 runs of neighbouring pages; found 1048577; /);
        return true;
      },
    );
    assert.throws(
      () => elfCoreHead(runs, 'present'),
      /at most 1048575 runs of .*; found 1048576; /,
    );
  });
});
