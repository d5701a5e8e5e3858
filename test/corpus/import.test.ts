import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../src/common/page.js';
import { importCore } from '../../src/corpus/import.js';
import { PageCopy } from '../../src/corpus/page-copy.js';
import { openPageSource, type PageSourceOptions } from '../../src/corpus/page-source.js';
import { survey } from '../../src/measure/survey/survey.js';
import { elfCore, elfNote, PT_NOTE, READ_ONLY } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, runsOf, somePages } from '../support/page-readers.js';

const folder = temporaryFolder();
const KEEP_ALL: PageSourceOptions = { dropPartial: false };

async function imported(path: string, options = KEEP_ALL) {
  const pieces: Uint8Array[] = [];
  const write = async (bytes: Uint8Array) => void pieces.push(Uint8Array.from(bytes));
  const done = await importCore(path, options, new PageCopy({ write }));
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

  it('has remarks about parts left out', async () => {
    const { remarks } = await imported(fileIn(folder, 'from.core', CORE));
    assert.deepEqual(remarks, [
      'left out: 1 read-only or file-backed segment; such memory never goes to zswap',
    ]);
  });

  it('records what is known about the presence of its pages', async () => {
    const note = (name: string, value: number) => elfNote(name, 1, Uint8Array.of(value, 0, 0, 0));
    const presence = async (notes: Uint8Array | null, options = KEEP_ALL) => {
      const segments = [
        ...(notes === null ? [] : [{ type: PT_NOTE, flags: READ_ONLY, data: notes }]),
        { address: 0x20000, data },
      ];
      const { path } = await imported(fileIn(folder, 'noted.core', elfCore({ segments })), options);
      const source = await openPageSource(path);
      await source.close();
      return source.presence;
    };
    assert.equal(await presence(null), 'unrecorded');
    assert.equal(await presence(note('CORE', 1)), 'mapped');
    assert.equal(await presence(note('zswap-bench', 0)), 'mapped');
    assert.equal(await presence(note('zswap-bench', 1)), 'present');
    assert.equal(await presence(note('CORE', 1), { ...KEEP_ALL, holes: 'absent' }), 'present');
  });
});
