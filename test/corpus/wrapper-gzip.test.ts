import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { constants, gzipSync } from 'node:zlib';
import { PAGE_SIZE } from '../../src/common/page.js';
import { elfCore } from '../support/elf-builder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';

const folder = temporaryFolder();
const data = somePages(4);
const CORE = elfCore({ segments: [{ address: 0x10000, data }] });

function written(bytes: Uint8Array): string {
  return fileIn(folder, 'packed', bytes);
}

/** Returns the member with a file name of `length` letters, which gives a member any total length. */
function withName(member: Uint8Array, length: number): Buffer {
  const head = Buffer.from(member.subarray(0, 10));
  head[3] = 0x08; // FNAME
  return Buffer.concat([head, Buffer.alloc(length, 'n'), Buffer.alloc(1), member.subarray(10)]);
}

describe('gzip', () => {
  it('can have several members', async () => {
    const members = [data.subarray(0, 5000), data.subarray(5000, 5000), data.subarray(5000)];
    const path = written(Buffer.concat(members.map((member) => gzipSync(member))));
    assert.deepEqual(contentOf(await readPages(path)), data);
  });

  it('can have a member that ends where a read of the file ends', async () => {
    const member = gzipSync(data);
    for (const end of [2 ** 18 - 1, 2 ** 18, 2 ** 18 + 1]) {
      const first = withName(member, end - member.length - 1);
      assert.equal(first.length, end);
      const path = written(Buffer.concat([first, member]));
      assert.deepEqual(contentOf(await readPages(path)), Buffer.concat([data, data]));
    }
  });

  it('can be padded with zeros, as on tapes', async () => {
    const path = written(Buffer.concat([gzipSync(data), Buffer.alloc(512)]));
    assert.deepEqual(contentOf(await readPages(path)), data);
  });

  for (const [what, content] of Object.entries({ 'a core': CORE, 'a raw dump': data })) {
    const packed = gzipSync(content, { level: 0 });

    it(`is refused when truncated anywhere: ${what}`, async () => {
      const cuts = [3, 9, 10, 11, 100, 5000, -9, -8, -7, -5, -4, -3, -2, -1];
      for (const cut of cuts) {
        const path = written(packed.subarray(0, cut));
        await assertRefused(path, /expected whole gzip data; found unexpected end of file/);
      }
    });

    it(`is refused when a bit of the content is flipped: ${what}`, async () => {
      for (const at of [5000, 9000, packed.length - 9 - PAGE_SIZE, packed.length - 9]) {
        const damaged = Buffer.from(packed);
        damaged[at] ^= 0x10;
        await assertRefused(written(damaged), /expected whole gzip data; found incorrect data/);
      }
    });

    it(`is refused when its checksum or length is wrong: ${what}`, async () => {
      for (const at of [packed.length - 8, packed.length - 1]) {
        const damaged = Buffer.from(packed);
        damaged[at] ^= 1;
        await assertRefused(written(damaged), /found incorrect (data|length) check/);
      }
    });

    it(`is refused with trailing garbage: ${what}`, async () => {
      const path = written(Buffer.concat([packed, Buffer.from('something else')]));
      await assertRefused(path, /expected whole gzip data; found incorrect header check/);
    });
  }

  it('is refused with reserved header flags', async () => {
    const damaged = gzipSync(data);
    damaged[3] = 0xe0;
    await assertRefused(written(damaged), /found unknown header flags set/);
  });

  it('is read for every deflate strategy', async () => {
    for (const strategy of [constants.Z_HUFFMAN_ONLY, constants.Z_RLE, constants.Z_FIXED]) {
      const path = written(gzipSync(data, { strategy, chunkSize: 64 }));
      assert.deepEqual(contentOf(await readPages(path)), data);
    }
  });
});
