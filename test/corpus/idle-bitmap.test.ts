import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import fc from 'fast-check';
import { IdleBitmap, type IdleFiles } from '../../src/corpus/idle-bitmap.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();
const files: IdleFiles = { bitmap: join(folder, 'bitmap'), flags: join(folder, 'flags') };
const CHUNK = 4096;

beforeEach(() => {
  for (const path of Object.values(files)) writeFileSync(path, '');
});

async function withBitmap<T>(work: (bitmap: IdleBitmap) => Promise<T>): Promise<T> {
  const bitmap = await IdleBitmap.open(files);
  try {
    return await work(bitmap);
  } finally {
    await bitmap.close();
  }
}

/** Frames whose bit is set in the file. */
function markedFrames(): number[] {
  const bytes = readFileSync(files.bitmap);
  const frames: number[] = [];
  for (let frame = 0; frame < bytes.length * 8; frame++) {
    if (bytes.readBigUInt64LE((frame >> 6) * 8) & (1n << BigInt(frame & 63))) frames.push(frame);
  }
  return frames;
}

/** Clears the bit of a frame, as the kernel does for an accessed page. */
function access(frame: number): void {
  const bytes = readFileSync(files.bitmap);
  bytes[frame >> 3] &= ~(1 << (frame & 7));
  writeFileSync(files.bitmap, bytes);
}

function setFlags(frame: number, flags: bigint): void {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(flags);
  const fd = openSync(files.flags, 'r+');
  writeSync(fd, bytes, 0, 8, frame * 8);
  closeSync(fd);
}

describe('idle bitmap', () => {
  it('marks frames 3 and 64 as bit 3 of word 0 and bit 0 of word 1', async () => {
    await withBitmap((bitmap) => bitmap.mark([64, 3]));
    const bytes = readFileSync(files.bitmap);
    assert.deepEqual([bytes.readBigUInt64LE(0), bytes.readBigUInt64LE(8)], [8n, 1n]);
    assert.equal(bytes.length % 8, 0, 'whole words');
    assert.deepEqual(markedFrames(), [3, 64]);
  });

  it('marks each frame once, and finds those not accessed since, in any order', async () => {
    const frame = fc.oneof(fc.nat(200), fc.nat(3 * CHUNK), fc.constantFrom(CHUNK - 1, CHUNK));
    const frames = fc.uniqueArray(frame, { minLength: 1, maxLength: 50 });
    await fc.assert(
      fc.asyncProperty(frames, fc.infiniteStream(fc.boolean()), async (marked, isAccessed) => {
        writeFileSync(files.bitmap, '');
        await withBitmap(async (bitmap) => {
          await bitmap.mark(marked);
          assert.deepEqual(
            markedFrames(),
            marked.toSorted((a, b) => a - b),
          );
          const accessed = marked.filter(() => isAccessed.next().value);
          for (const each of accessed) access(each);
          const expected = marked.map((each) => (accessed.includes(each) ? 0 : 1));
          assert.deepEqual([...(await bitmap.idle(marked))], expected);
        });
      }),
      { numRuns: 50 },
    );
  });

  it('takes the flag of the first frame for all of a large folio', async () => {
    // Frames 512 to 515: first, with bit 15, and the others, with bit 16.
    setFlags(512, 1n << 15n);
    for (const tail of [513, 514, 515]) setFlags(tail, 1n << 16n);
    await withBitmap(async (bitmap) => {
      await bitmap.mark([511, 513, 515, 516]);
      assert.deepEqual(markedFrames(), [511, 512, 516]);
      const all = [511, 512, 513, 514, 515, 516];
      assert.deepEqual([...(await bitmap.idle(all))], [1, 1, 1, 1, 1, 1]);
      access(512);
      assert.deepEqual([...(await bitmap.idle(all))], [1, 0, 0, 0, 0, 1]);
    });
  });

  it('is refused without idle page tracking, by the name of the option', async () => {
    const absent = { ...files, bitmap: join(folder, 'absent') };
    await assert.rejects(IdleBitmap.open(absent), (error) => {
      assertInputFailure(error, '--idle');
      assert.match(
        error.message,
        /found no .*absent; boot a kernel with CONFIG_IDLE_PAGE_TRACKING/,
      );
      return true;
    });
  });

  it('is refused without rights, by their name', async (test) => {
    if (process.geteuid?.() !== 0) return test.skip('root makes a file of another user');
    fileIn(folder, 'bitmap', '');
    process.seteuid?.(65534);
    try {
      await assert.rejects(IdleBitmap.open(files), (error) => {
        assertInputFailure(error, '--idle');
        assert.match(error.message, /found EACCES.*; run as root \(CAP_SYS_ADMIN\)/);
        return true;
      });
    } finally {
      process.seteuid?.(0);
    }
  });
});
