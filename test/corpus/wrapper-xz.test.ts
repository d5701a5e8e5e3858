import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';
import { xzStream } from '../support/xz-streams.js';

const folder = temporaryFolder();
const data = somePages(40);
const packed = xzStream(data);

function written(...parts: readonly Uint8Array[]): string {
  return fileIn(folder, 'packed', Buffer.concat(parts));
}

describe('xz', () => {
  it('can have several streams with padding between them', async () => {
    for (const padding of [0, 4, 4096]) {
      const path = written(packed, Buffer.alloc(padding), packed);
      assert.deepEqual(contentOf(await readPages(path)), Buffer.concat([data, data]));
    }
  });

  it('is refused when truncated anywhere', async () => {
    for (const cut of [13, 30, 5000, 70_000, -13, -12, -4, -1]) {
      const path = written(packed.subarray(0, cut));
      await assertRefused(path, /expected whole xz data; found an end in the middle of a frame/);
    }
  });

  it('is refused when a bit is flipped', async () => {
    for (const at of [8, 13, 5000, packed.length - 40, packed.length - 6]) {
      const damaged = Buffer.from(packed);
      damaged[at] ^= 1;
      await assertRefused(written(damaged), /expected whole xz data; found .*; /);
    }
  });

  it('is refused when other data follow', async () => {
    for (const tail of [Buffer.alloc(3), Buffer.of(1, 2, 3, 4)]) {
      await assertRefused(written(packed, tail), /expected whole xz data/);
    }
  });

  it('is refused by name with a check that is not supported', async () => {
    // Of `xz --check=sha256`, with no block.
    const hex = 'fd377a585a00000ae1fb0ca1000000001cdf442190ab0d9c0a000000000a595a';
    const sha = Buffer.from(hex.replace('90ab0d9c0a', '8e0d1b5b0a'), 'hex');
    await assertRefused(written(sha), /found (a check or filter|a damaged stream)/);
  });
});
