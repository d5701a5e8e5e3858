import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { WINDOW_BYTES } from '../../src/corpus/page-windows.js';
import { type CoreSpec, elfCore, READ_ONLY, type SegmentSpec } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';

const folder = temporaryFolder();
let files = 0;

function written(spec: CoreSpec): string {
  return fileIn(folder, `${files++}.core`, elfCore(spec));
}

function pages(first: number, count: number): Buffer {
  return somePages(first + count).subarray(first * PAGE_SIZE);
}

describe('ELF core', () => {
  it('has the pages of a segment, each with its frame number', async () => {
    const data = pages(0, 3);
    const read = await readPages(written({ segments: [{ address: 0x7f00_0000_0000, data }] }));
    assert.deepEqual(runsOf(read), [[0x7f00_0000_0, 0x7f00_0000_1, 0x7f00_0000_2]]);
    assert.deepEqual(contentOf(read), data);
  });

  it('has format, addresses, and no remarks when all is kept', async () => {
    const source = await openPageSource(written({ segments: [{ data: pages(0, 1) }] }));
    await source.close();
    assert.deepEqual([source.format, source.addressed, source.remarks], ['ELF core', true, []]);
  });

  it('has segments at unaligned file offsets', async () => {
    const path = written({
      segments: [
        { address: 0x10000, data: pages(0, 2), at: 1003 },
        { address: 0x40000, data: pages(2, 1), at: 1003 + 2 * PAGE_SIZE + 17 },
        { address: 0x80000, data: pages(3, 2), at: 40_001 },
      ],
    });
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[0x10, 0x11], [0x40], [0x80, 0x81]]);
    assert.deepEqual(contentOf(read), pages(0, 5));
  });

  it('skips segments without data in the file', async () => {
    const path = written({
      segments: [
        { address: 0x10000, fileSize: 0, memorySize: 0x5000 },
        { address: 0x20000, data: pages(0, 1) },
        { address: 0x30000, fileSize: 0, memorySize: 0 },
      ],
    });
    const source = await openPageSource(path);
    await source.close();
    assert.deepEqual(source.remarks, [], 'no segment with pages was left out');
    assert.deepEqual(runsOf(await readPages(path)), [[0x20]]);
  });

  it('takes only the file size of a segment that is larger in memory', async () => {
    const path = written({
      segments: [
        { address: 0x10000, data: pages(0, 1), memorySize: 0x8000 },
        { address: 0x20000, data: pages(1, 1) },
      ],
    });
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[0x10], [0x20]]);
    assert.deepEqual(contentOf(read), pages(0, 2));
  });

  it('leaves out read-only segments, with a remark', async () => {
    const path = written({
      segments: [
        { address: 0x10000, data: pages(0, 1), flags: READ_ONLY },
        { address: 0x20000, data: pages(1, 1) },
        { address: 0x30000, data: pages(2, 1), flags: 5 },
        { address: 0x40000, data: pages(3, 1), flags: 0 },
      ],
    });
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[0x20]]);
    assert.deepEqual(contentOf(read), pages(1, 1));
    const source = await openPageSource(path);
    await source.close();
    assert.deepEqual(source.remarks, [
      'left out: 3 read-only or file-backed segments; such memory never goes to zswap',
    ]);
  });

  it('ignores headers that are neither PT_LOAD nor PT_NOTE', async () => {
    const gnuStack = 0x6474e551;
    const path = written({
      segments: [
        { type: gnuStack, address: 3, data: pages(9, 1), fileSize: 77 },
        { address: 0x20000, data: pages(0, 1) },
      ],
    });
    assert.deepEqual(contentOf(await readPages(path)), pages(0, 1));
  });

  it('streams in file order for any order of headers and addresses', async () => {
    const path = written({
      segments: [
        { address: 0x10000, data: pages(2, 1), at: 30_000 },
        { address: 0x30000, data: pages(0, 1), at: 5000 },
        { address: 0x20000, data: pages(1, 1), at: 12_345 },
      ],
    });
    const read = await readPages(path);
    assert.deepEqual(runsOf(read), [[0x30], [0x20], [0x10]]);
    assert.deepEqual(contentOf(read), pages(0, 3));
  });

  it('keeps segments with adjacent addresses as separate runs', async () => {
    const path = written({
      segments: [
        { address: 0x10000, data: pages(0, 2) },
        { address: 0x12000, data: pages(2, 1) },
        { address: 0x13000, data: pages(3, 3) },
      ],
    });
    assert.deepEqual(runsOf(await readPages(path)), [[0x10, 0x11], [0x12], [0x13, 0x14, 0x15]]);
  });

  it('keeps a run longer than a window as one run', async () => {
    const count = (2 * WINDOW_BYTES) / PAGE_SIZE + 3;
    const data = pages(0, count);
    const path = written({ segments: [{ address: 0x100000, data }, { data: pages(0, 1) }] });
    const source = await openPageSource(path);
    const windows: [pfn: number, length: number, startsRun: boolean][] = [];
    for await (const { pfn, bytes, startsRun } of source.windows()) {
      windows.push([pfn, bytes.length, startsRun]);
    }
    await source.close();
    assert.deepEqual(windows, [
      [0x100, WINDOW_BYTES, true],
      [0x200, WINDOW_BYTES, false],
      [0x300, 3 * PAGE_SIZE, false],
      [0, PAGE_SIZE, true],
    ]);
    assert.deepEqual(contentOf(await readPages(path)), Buffer.concat([data, pages(0, 1)]));
  });

  it('can be read repeatedly', async () => {
    const path = written({ segments: [{ address: 0x10000, data: pages(0, 4) }] });
    const source = await openPageSource(path);
    for (let round = 0; round < 3; round++) {
      const read: Buffer[] = [];
      for await (const { bytes } of source.windows()) read.push(Buffer.from(bytes));
      assert.deepEqual(Buffer.concat(read), pages(0, 4), `round ${round}`);
    }
    await source.close();
  });

  it('accepts the highest page address', async () => {
    const address = 0xffff_ffff_ffff_f000n;
    const read = await readPages(written({ segments: [{ address, data: pages(0, 1) }] }));
    assert.deepEqual(runsOf(read), [[2 ** 52 - 1]]);
  });

  it('numbers pages at addresses above 2^53 exactly, wherever their data stands in the file', async () => {
    const address = 2n ** 62n;
    for (let at = 1000; at < 2100; at += 100) {
      const read = await readPages(written({ segments: [{ address, data: pages(0, 2), at }] }));
      assert.deepEqual(runsOf(read), [[2 ** 50, 2 ** 50 + 1]], `at ${at}`);
    }
  });
});

describe('ELF core with PN_XNUM', () => {
  it('has its number of program headers in section header 0, at the end of the file', async () => {
    const segments = [
      { address: 0x10000, data: pages(0, 2), at: 333 },
      { address: 0x20000, data: pages(2, 1) },
    ];
    const read = await readPages(written({ segments, extended: true }));
    assert.deepEqual(runsOf(read), [[0x10, 0x11], [0x20]]);
    assert.deepEqual(contentOf(read), pages(0, 3));
  });

  it('can have 70000 program headers', async () => {
    const segments: SegmentSpec[] = Array.from({ length: 70_000 }, (_, i) => ({
      address: 0x10000 + i * PAGE_SIZE,
      ...(i % 10_000 === 0 ? { data: pages(i / 10_000, 1) } : {}),
    }));
    const read = await readPages(written({ segments, extended: true }));
    const expected = Array.from({ length: 7 }, (_, i) => [0x10 + i * 10_000]);
    assert.deepEqual(runsOf(read), expected);
    assert.deepEqual(contentOf(read), pages(0, 7));
  });

  it('is not needed for 65534 program headers', async () => {
    const segments: SegmentSpec[] = Array.from({ length: 65_534 }, () => ({}));
    segments[65_533] = { address: 0x5000, data: pages(0, 1) };
    assert.deepEqual(runsOf(await readPages(written({ segments }))), [[5]]);
  });
});
