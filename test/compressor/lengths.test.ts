import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { ZSTDDecoder } from 'zstddec';
import { create, PAGES, payload } from '../support/compressors.js';
import { decodeLz4Block } from '../support/lz4-block.js';
import { decodeLzoStream } from '../support/lzo-stream.js';

// Lengths decide every exact figure. `text` is a page of 40 words in seeded order; native lengths are those of the commands
// lz4 1.9.4 and zstd 1.5.4.
const LENGTHS: Record<string, Readonly<Record<string, number>>> = {
  // A block. Native: 1398 for the text. Random: a token, 17 bytes for the rest of the length (4096 - 15 = 16 x 255 + 1), 4096
  // literals. Zero: a token, 1 literal, an offset of 2 bytes and 16 for the length of the match (4090 = 4 + 15 + 15 x 255 +
  // 246), a token and 5 literals.
  lz4: { text: 1398, random: 4114, zero: 26, 'a ramp': 281, 'half random': 2082 },
  // Streams, each with 3 bytes for the end. Random: 18 = 1 + 16 + 1 bytes for the count of literals (4096 = 18 + 15 x 255 + 253),
  // and them. Zero: 1 + 5 literals, a match of 4076 = 33 + 15 x 255 + 218 (19 bytes), 1 + 15 literals; lzo-rle:
  // runs of 2051 and 2020 zeros instead (4 bytes each), 2 + 20 literals, and 2 bytes for the version. A 6.18 kernel's
  // zram: 1351 and 1353 for the text.
  lzo: { text: 1351, random: 4116, zero: 44 },
  'lzo-rle': { text: 1353, random: 4118, zero: 41 },
  // Whole frames: magic 4, descriptor 1, content size 2, block header 3. Native: 787, 767 and 688 for the text. Random:
  // one stored block, 10 + 4096.
  'zstd:1': { text: 787, random: 4106, zero: 19 },
  'zstd:3': { text: 767, random: 4106, zero: 19 },
  'zstd:19': { text: 688, random: 4106, zero: 18 },
  'zstd:22': { text: 688, random: 4106, zero: 18 },
  // Native, at a window of 2 KiB: 746 for the text. Random: 2 blocks of stored bytes.
  'deflate:1': { text: 840, random: 4140, zero: 35 },
  'deflate:6': { text: 746, random: 4140, zero: 20 },
  // The match ends one byte later than the kernel's, so that 6 literals follow.
  'lz4-wasm': { text: 1405, random: 4114, zero: 27 },
  'zstd-codec:1': { text: 789, random: 4106, zero: 19 },
  'zstd-codec:3': { text: 781, random: 4106, zero: 19 },
  'zstd-codec:19': { text: 686, random: 4106, zero: 18 },
  identity: { text: 4096, random: 4096, zero: 4096 },
};

describe('lengths', () => {
  for (const [name, lengths] of Object.entries(LENGTHS)) {
    for (const [what, length] of Object.entries(lengths)) {
      it(`of ${what} with ${name}`, async () => {
        assert.equal(payload(await create(name), PAGES[what]).length, length);
      });
    }
  }

  it('of zstd without a level are those of level 3', async () => {
    for (const page of Object.values(PAGES)) {
      assert.deepEqual(payload(await create('zstd'), page), payload(await create('zstd:3'), page));
    }
  });

  it('of deflate without a level are those of level 6, and smaller than those of level 1', async () => {
    const lengths = [];
    for (const name of ['deflate:1', 'deflate', 'deflate:6']) {
      lengths.push(payload(await create(name), PAGES.text).length);
    }
    assert.ok(lengths[0] > lengths[1]);
    assert.equal(lengths[1], lengths[2]);
  });
});

describe('the window of deflate', () => {
  it('is the 2 KiB of the kernel: of noise that repeats after as much it finds no match', async () => {
    const page = PAGES['a match across the page'];
    assert.ok(payload(await create('deflate'), page).length >= 4096);
    assert.ok(payload(await create('zstd'), page).length < 2200, 'which others do');
  });
});

describe('payloads are what the kernel would store', () => {
  for (const [what, page] of Object.entries(PAGES)) {
    it(`an LZ4 block and nothing besides: ${what}`, async () => {
      for (const name of ['lz4', 'lz4-wasm']) {
        assert.deepEqual(decodeLz4Block(payload(await create(name), page)), page);
      }
    });

    it(`an LZO1X stream and nothing besides: ${what}`, async () => {
      for (const name of ['lzo', 'lzo-rle']) {
        assert.deepEqual(decodeLzoStream(payload(await create(name), page), page.length), page);
      }
    });

    it(`a zstd frame, which another decoder reads: ${what}`, async () => {
      const decoder = new ZSTDDecoder();
      await decoder.init();
      for (const name of ['zstd:1', 'zstd:22', 'zstd-6.12', 'zstd-codec']) {
        assert.deepEqual(decoder.decode(payload(await create(name), page)), page);
      }
    });

    it(`a raw deflate stream: ${what}`, async () => {
      for (const name of ['deflate:1', 'deflate:9']) {
        const packed = payload(await create(name), page);
        assert.deepEqual(Uint8Array.from(inflateRawSync(packed)), page);
      }
    });
  }
});
