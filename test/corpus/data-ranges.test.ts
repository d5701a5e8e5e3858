import assert from 'node:assert/strict';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { dataRanges } from '../../src/corpus/data-ranges.js';
import { WINDOW_BYTES } from '../../src/corpus/page-windows.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { somePages } from '../support/page-readers.js';
import { inOwnProcess } from '../support/peak-memory.js';
import { sparseFile } from '../support/sparse-files.js';

const folder = temporaryFolder();
const TIB = 2 ** 40;
const MIB = 2 ** 20;

async function rangesOf(path: string): Promise<[number, number][] | null> {
  const fd = openSync(path, 'r');
  try {
    const ranges = await dataRanges(fd);
    return ranges?.map(({ start, end }) => [start, end]) ?? null;
  } finally {
    closeSync(fd);
  }
}

/** Writes a file with `data` at each position. */
function written(name: string, length: number, positions: readonly number[], data: Uint8Array) {
  const pieces = positions.map((position) => [position, data] as const);
  return sparseFile(join(folder, name), length, pieces);
}

const probe = await rangesOf(written('probe', MIB, [], new Uint8Array(0)));
const skip = probe === null ? 'no Perl, or a file system that does not report holes' : false;

describe('data ranges', { skip }, () => {
  const page = somePages(1);

  it('are none for a file that is one hole', async () => {
    assert.deepEqual(await rangesOf(written('hole', TIB, [], page)), []);
  });

  it('are one for a file without holes', async () => {
    const path = fileIn(folder, 'whole', somePages(3));
    assert.deepEqual(await rangesOf(path), [[0, 3 * PAGE_SIZE]]);
  });

  it('are separated by holes of at least a window, anywhere in a terabyte', async () => {
    const data = somePages(64); // more than any file system's block
    const far = TIB / 2;
    const path = written('far', TIB, [0, far, far + 2 * MIB, TIB - data.length], data);
    assert.deepEqual(
      await rangesOf(path),
      [0, far, far + 2 * MIB, TIB - data.length].map((start) => [start, start + data.length]),
    );
  });

  it('include shorter holes', async () => {
    const path = written('near', 8 * MIB, [MIB, 2 * MIB], somePages(64));
    assert.deepEqual(await rangesOf(path), [[MIB, 2 * MIB + 64 * PAGE_SIZE]]);
  });

  it('include every written byte, with at least a window between two of them', async () => {
    const positions = fc.uniqueArray(fc.nat(4000), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(positions, async (pages) => {
        const at = pages.map((each) => each * PAGE_SIZE * 3);
        const ranges = await rangesOf(written('any', 64 * MIB, at, page));
        assert.ok(ranges !== null);
        for (const position of at) {
          assert.ok(
            ranges.some(([start, end]) => start <= position && position + PAGE_SIZE <= end),
          );
        }
        for (let i = 1; i < ranges.length; i++) {
          assert.ok(ranges[i][0] - ranges[i - 1][1] >= WINDOW_BYTES);
        }
      }),
      { numRuns: 25 },
    );
  });
});

it('data ranges: unknown without Perl', () => {
  const path = written('no-perl', MIB, [], new Uint8Array(0));
  const { returned } = inOwnProcess(
    `process.env.PATH = '/nowhere';
     const { open } = await import('node:fs/promises');
     const { dataRanges } = await load('corpus/data-ranges.js');
     const file = await open(input[0]);
     return dataRanges(file.fd);`,
    [path],
  );
  assert.equal(returned, null);
});
