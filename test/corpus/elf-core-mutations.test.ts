import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { Failure } from '../../src/common/errors.js';
import { elfCore, fileNote, PT_NOTE } from '../support/elf-builder.js';
import { temporaryFolder } from '../support/files.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();
const HEADERS = 64 + 4 * 56;

const CORE = elfCore({
  segments: [
    { type: PT_NOTE, data: fileNote([{ start: 0x30000, end: 0x31000 }]) },
    { address: 0x10000, data: somePages(2) },
    { address: 0x12000, data: somePages(1) },
    { address: 0x30000, data: somePages(1) },
  ],
  extended: true,
});

// Most errors are errors of the headers, so they get most of the changes.
const place = fc.oneof(
  { weight: 8, arbitrary: fc.nat(HEADERS - 1) },
  { weight: 2, arbitrary: fc.nat(HEADERS + 200) },
  { weight: 2, arbitrary: fc.integer({ min: CORE.length - 64, max: CORE.length - 1 }) },
  { weight: 1, arbitrary: fc.nat(CORE.length - 1) },
);
const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255));
const change = fc.record({ place, value });
const length = fc.oneof(
  { weight: 4, arbitrary: fc.constant(CORE.length) },
  { weight: 1, arbitrary: fc.nat(CORE.length + 5000) },
);
const mutant = fc.record({ changes: fc.array(change, { minLength: 1, maxLength: 6 }), length });

function mutate({ changes, length }: typeof mutant extends fc.Arbitrary<infer T> ? T : never) {
  const bytes = new Uint8Array(Math.max(length, CORE.length));
  bytes.set(CORE);
  for (const { place, value } of changes) bytes[place] = value;
  return bytes.subarray(0, length);
}

/** Asserts that a file is read, with at most `size` bytes of pages, or refused with a `Failure`. */
async function assertSound(path: string, size: number): Promise<'read' | 'refused'> {
  try {
    assert.ok(contentOf(await readPages(path)).length <= size);
    return 'read';
  } catch (error) {
    if (error instanceof Failure) {
      assertInputFailure(error, path);
      return 'refused';
    }
    throw error;
  }
}

describe('ELF core with changed bytes', () => {
  it('is read or refused, plain', async () => {
    const path = join(folder, 'plain.core');
    const ends = { read: 0, refused: 0 };
    await fc.assert(
      fc.asyncProperty(mutant, async (change) => {
        const bytes = mutate(change);
        writeFileSync(path, bytes);
        ends[await assertSound(path, bytes.length)]++;
      }),
      { numRuns: 1000, seed: 1 },
    );
    assert.ok(ends.read > 100 && ends.refused > 100, 'both outcomes are frequent');
  });

  it('is read or refused, compressed, where no file size bounds the header fields', async () => {
    const path = join(folder, 'packed.core.gz');
    const before = process.memoryUsage().rss;
    await fc.assert(
      fc.asyncProperty(mutant, async (change) => {
        const bytes = mutate(change);
        writeFileSync(path, gzipSync(bytes, { level: 1 }));
        await assertSound(path, bytes.length);
      }),
      { numRuns: 300, seed: 2 },
    );
    assert.ok(process.memoryUsage().rss - before < 512 * 2 ** 20, 'within bounded memory');
  });
});
