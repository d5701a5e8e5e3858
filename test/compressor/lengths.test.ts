import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import { ZSTDDecoder } from 'zstddec';
import { PAGE_SIZE } from '../../src/common/page.js';
import { COMPRESS_BOUND } from '../../src/compressor/compressor.js';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { create, PAGES, payload } from '../support/compressors.js';
import { decodeLz4Block } from '../support/lz4-block.js';
import { decodeLzoStream } from '../support/lzo-stream.js';

// Lengths decide every exact figure. `text` is a page of 40 words in seeded order; what the native commands make of it
// (lz4 1.9.4, zstd 1.5.4) is close to these, as other versions of the same algorithms are.
const LENGTHS: Record<string, Readonly<Record<string, number>>> = {
  // A block, without the 4 bytes that lz4-wasm puts before it. Native: 1398 for the text. Random: a token, 17 bytes for
  // the rest of the length (4096 - 15 = 16 x 255 + 1), 4096 literals. Zero: a token, 1 literal, an offset of 2 bytes and
  // 16 for the length of the match (4089 = 4 + 15 + 15 x 255 + 245), a token and 6 literals.
  lz4: { text: 1405, random: 4114, zero: 27 },
  // Those of liblz4's fast default, and of a 6.18 kernel's zram as far as it tells. Zero: the match starts one byte in, so
  // that it ends one earlier: 4090 = 4 + 15 + 15 x 255 + 246, and 5 literals.
  'lz4-kernel': { text: 1398, random: 4114, zero: 26, 'a ramp': 281, 'half random': 2082 },
  // Streams, each with 3 bytes for the end. Random: 18 = 1 + 16 + 1 bytes for the count of literals (4096 = 18 + 15 x 255 + 253),
  // and them. Zero: 1 + 5 literals, a match of 4076 = 33 + 15 x 255 + 218 (19 bytes), 1 + 15 literals; lzo-rle:
  // runs of 2051 and 2020 zeros instead (4 bytes each), 2 + 20 literals, and 2 bytes for the version. A 6.18 kernel's
  // zram: 1351 and 1353 for the text.
  lzo: { text: 1351, random: 4116, zero: 44 },
  'lzo-rle': { text: 1353, random: 4118, zero: 41 },
  // Whole frames: magic 4, descriptor 1, content size 2, block header 3. Native: 787, 767 and 688 for the text. Random:
  // one stored block, 10 + 4096.
  'zstd:1': { text: 789, random: 4106, zero: 19 },
  'zstd:3': { text: 781, random: 4106, zero: 19 },
  'zstd:19': { text: 686, random: 4106, zero: 18 },
  'zstd:22': { text: 686, random: 4106, zero: 18 },
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

// Lengths of a 6.18 kernel's zram, all pages of a corpus together, none of which it keeps as it is: lab/zram-lengths.mjs.
const KERNEL_BYTES: Record<string, Readonly<Record<string, number>>> = {
  cc1plus: { lzo: 2_889_685, 'lzo-rle': 2_946_448 },
  jvm: { lzo: 5_099_696, 'lzo-rle': 5_147_990 },
};

describe('the lengths of a kernel', () => {
  for (const [corpus, lengths] of Object.entries(KERNEL_BYTES)) {
    it(`for the pages of ${corpus}`, async () => {
      const names = Object.keys(lengths);
      const compressors = await Promise.all(names.map(create));
      const sums = names.map(() => 0);
      const target = new Uint8Array(COMPRESS_BOUND);
      const source = await openPageSource(selectCorpora([corpus])[0].path);
      for await (const { bytes } of source.windows()) {
        for (let at = 0; at < bytes.length; at += PAGE_SIZE) {
          compressors.forEach((compressor, i) => {
            sums[i] += compressor.compress(bytes, at, target);
          });
        }
      }
      await source.close();
      assert.deepEqual(Object.fromEntries(names.map((name, i) => [name, sums[i]])), lengths);
    });
  }
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
      for (const name of ['lz4', 'lz4-kernel']) {
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
      for (const name of ['zstd:1', 'zstd:22']) {
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
