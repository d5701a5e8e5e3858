import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { elfCore, elfNote, fileNote, PT_NOTE, type SegmentSpec } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { readPages, runsOf, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const folder = temporaryFolder();
let files = 0;

/** Writes a core of one-page segments at the given frame numbers, with the given notes. */
function coreWith(frames: readonly number[], notes: readonly Uint8Array[]): string {
  const loads: SegmentSpec[] = frames.map((pfn, i) => ({
    address: pfn * PAGE_SIZE,
    data: somePages(frames.length).subarray(i * PAGE_SIZE, (i + 1) * PAGE_SIZE),
  }));
  const note = { type: PT_NOTE, flags: 0, data: Buffer.concat(notes) };
  return fileIn(folder, `${files++}.core`, elfCore({ segments: [note, ...loads] }));
}

async function framesKept(path: string): Promise<number[]> {
  return runsOf(await readPages(path)).flat();
}

describe('ELF core: file mappings', () => {
  it('are left out, and nothing else', async () => {
    const note = fileNote([
      { start: 0x20000, end: 0x21000 },
      { start: 0x40000, end: 0x48000 },
    ]);
    const path = coreWith([0x10, 0x20, 0x21, 0x3f, 0x40, 0x47, 0x48], [note]);
    assert.deepEqual(await framesKept(path), [0x10, 0x21, 0x3f, 0x48]);
    const source = await openPageSource(path);
    await source.close();
    assert.match(source.remarks.join(), /^left out: 3 read-only or file-backed segments;/);
  });

  it('are found behind other notes, whose sizes are padded to 4 bytes', async () => {
    const notes = [
      elfNote('CORE', 1, new Uint8Array(13)),
      elfNote('LINUX', 0x202, new Uint8Array(0)),
      fileNote([{ start: 0x20000, end: 0x21000 }]),
    ];
    assert.deepEqual(await framesKept(coreWith([0x10, 0x20], notes)), [0x10]);
  });

  it('can be listed in several notes, in any order, overlapping', async () => {
    const notes = [
      fileNote([{ start: 0x30000, end: 0x32000 }]),
      fileNote([
        { start: 0x31000, end: 0x33000 },
        { start: 0x10000, end: 0x11000 },
      ]),
    ];
    const path = coreWith([0x10, 0x11, 0x30, 0x31, 0x32, 0x33], notes);
    assert.deepEqual(await framesKept(path), [0x11, 0x33]);
  });

  it('leave out a segment that they cover in part', async () => {
    const segments = [
      { type: PT_NOTE, data: fileNote([{ start: 0x12000, end: 0x13000 }]) },
      { address: 0x10000, data: somePages(4) },
      { address: 0x20000, data: somePages(1) },
    ];
    const path = fileIn(folder, 'partly.core', elfCore({ segments }));
    assert.deepEqual(await framesKept(path), [0x20]);
  });

  it('leave out a segment that they cover only beyond its file size', async () => {
    const [kept, left] = [0x20000, 0x10000].map((address) => ({
      address,
      data: somePages(1),
      memorySize: 3 * PAGE_SIZE,
    }));
    const note = fileNote([{ start: 0x12000, end: 0x13000 }]);
    const segments = [{ type: PT_NOTE, data: note }, left, kept];
    const path = fileIn(folder, 'behind.core', elfCore({ segments }));
    assert.deepEqual(await framesKept(path), [0x20]);
  });

  it('are read up to the end of a note whose count is too high', async () => {
    const overcounted = fileNote([{ start: 0x20000, end: 0x21000 }], 2 ** 40);
    assert.deepEqual(await framesKept(coreWith([0x10, 0x20], [overcounted])), [0x10]);
  });

  it('can be as many as a process can have', async () => {
    const ranges = Array.from({ length: 300_000 }, (_, i) => ({
      start: 0x1000_0000 + i * 2 * PAGE_SIZE,
      end: 0x1000_0000 + (i * 2 + 1) * PAGE_SIZE,
    }));
    const path = coreWith([0x10000, 0x10001, 0x10000 + 2 * 299_999], [fileNote(ranges)]);
    assert.deepEqual(await framesKept(path), [0x10001]);
  });
});

describe('ELF core: notes without file mappings', () => {
  const kept: Record<string, readonly Uint8Array[]> = {
    'an empty note segment': [],
    'a note without name and data': [elfNote('', 0, new Uint8Array(0))],
    'a file note without a list': [elfNote('CORE', 0x46494c45, new Uint8Array(8))],
    'a file note that lists nothing': [fileNote([])],
    'less than a note header': [new Uint8Array(11).fill(0xff)],
    'a name longer than the segment': [Buffer.from('ffffffff0000000001000000', 'hex')],
    'data longer than the segment': [Buffer.from('05000000ffffffff454c4946434f5245', 'hex')],
    'nothing but 0xff': [new Uint8Array(4096).fill(0xff)],
    'nothing but zeros': [new Uint8Array(4096)],
  };
  for (const [name, notes] of Object.entries(kept)) {
    it(`keep all memory: ${name}`, async () => {
      assert.deepEqual(await framesKept(coreWith([0x10, 0x20], notes)), [0x10, 0x20]);
    });
  }

  it('do not cancel mappings of the notes before them', async () => {
    const notes = [fileNote([{ start: 0x20000, end: 0x21000 }]), new Uint8Array(40).fill(0xee)];
    assert.deepEqual(await framesKept(coreWith([0x10, 0x20], notes)), [0x10]);
  });
});

describe('ELF core: notes of more than 64 MiB', () => {
  it('are refused', async () => {
    const note = { type: PT_NOTE, at: 0x100000, data: new Uint8Array(1 << 20) };
    const load = { address: 0x10000, data: somePages(1) };
    const notes = Array.from({ length: 2000 }, () => note);
    const path = fileIn(folder, 'notes.core', elfCore({ segments: [...notes, load] }));
    await assertRefused(path, /expected notes of at most 67108864 bytes; found /);
  });
});
