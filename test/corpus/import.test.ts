import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../src/common/page.js';
import { importCore } from '../../src/corpus/import.js';
import { openPageSource, type PageSourceOptions } from '../../src/corpus/page-source.js';
import { survey } from '../../src/measure/survey/survey.js';
import { elfCore, READ_ONLY } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';

const folder = temporaryFolder();
const KEEP_ALL: PageSourceOptions = { dropPartial: false };

async function imported(path: string, options = KEEP_ALL) {
  const pieces: Uint8Array[] = [];
  const done = await importCore(path, options, async (bytes) => {
    pieces.push(Uint8Array.from(bytes));
  });
  return { ...done, path: fileIn(folder, 'imported.core', Buffer.concat(pieces)) };
}

async function surveyed(path: string) {
  const source = await openPageSource(path);
  try {
    const { sha256, pageCount, zeroPages, runs } = await survey(source, new Map(), false);
    return { sha256, pageCount, zeroPages, runs };
  } finally {
    await source.close();
  }
}

const data = somePages(600);
data.fill(0, 5 * PAGE_SIZE, 8 * PAGE_SIZE);
const CORE = elfCore({
  segments: [
    { address: 0x7fff_0000_0000, data: data.subarray(0, PAGE_SIZE * 6), at: 777 },
    { address: 0x10000, data: data.subarray(0, PAGE_SIZE), flags: READ_ONLY },
    { address: 0x20000, data: data.subarray(PAGE_SIZE * 6, PAGE_SIZE * 7) },
    { address: 0x21000, data: data.subarray(PAGE_SIZE * 7) },
  ],
  extended: true,
});

describe('imported core', () => {
  it('has the pages, runs and checksum of its source', async () => {
    const from = fileIn(folder, 'from.core', CORE);
    const done = await imported(from);
    assert.equal(done.pages, 600);
    const facts = await surveyed(done.path);
    assert.deepEqual(facts, await surveyed(from));
    assert.deepEqual([facts.pageCount, facts.zeroPages, facts.runs.length], [600, 3, 3]);
    assert.deepEqual(contentOf(await readPages(done.path)), data);
  });

  it('has the checksum of position and content of each non-zero page', async () => {
    const hash = createHash('sha256');
    for (const { pfn, bytes } of await readPages(fileIn(folder, 'from.core', CORE))) {
      if (bytes.every((byte) => byte === 0)) continue;
      const position = Buffer.alloc(8);
      position.writeBigUInt64LE(BigInt(pfn));
      hash.update(position).update(bytes);
    }
    const { path } = await imported(fileIn(folder, 'from.core', CORE));
    assert.equal((await surveyed(path)).sha256, hash.digest('hex'));
  });

  it('is unchanged when imported again', async () => {
    const { path } = await imported(fileIn(folder, 'from.core', CORE));
    const once = await readPages(path);
    assert.deepEqual(await readPages((await imported(path)).path), once);
  });

  it('can come from a compressed file or a raw dump', async () => {
    const packed = await imported(fileIn(folder, 'packed', gzipSync(CORE)));
    assert.deepEqual(contentOf(await readPages(packed.path)), data);
    const raw = await imported(fileIn(folder, 'raw', data));
    const frames = Array.from({ length: 600 }, (_, i) => i);
    assert.deepEqual(runsOf(await readPages(raw.path)), [frames]);
    const cut = await imported(fileIn(folder, 'cut', data.subarray(0, 5000)), {
      dropPartial: true,
    });
    assert.equal(cut.pages, 1);
  });

  it('has remarks about parts left out, and about zero pages above a quarter', async () => {
    const { remarks } = await imported(fileIn(folder, 'from.core', CORE));
    assert.deepEqual(remarks, [
      'left out: 1 read-only or file-backed segment; such memory never goes to zswap',
    ]);
    const zeros = (count: number) => {
      const some = somePages(8);
      some.fill(0, 0, count * PAGE_SIZE);
      return imported(fileIn(folder, 'zeros', some));
    };
    assert.deepEqual((await zeros(2)).remarks, []);
    assert.match(
      (await zeros(3)).remarks.join(),
      /^3 of 8 pages are zero: gcore writes pages that/,
    );
  });
});
