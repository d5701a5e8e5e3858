import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { Random } from '../../src/common/random.js';
import { CompressorError, type PageCompressor } from '../../src/compressor/compressor.js';
import { CONFORMING, create, PAGES, payload, unpacked } from '../support/compressors.js';
import { randomPage } from '../support/pages.js';

const ROUNDS = 3000;
const SENTINEL = 0xa7;
const NOISE = Array.from({ length: 50 }, (_, seed) => randomPage(seed));

// By hand: "abc", and one byte 4097 times or more.

// A token and 3 literals; 1 literal, a match of 4 + 15 + 15 x 255 + 253 = 4097, and 5 literals.
const LZ4_OTHER_SIZES = ['30616263', `1f610100${'ff'.repeat(15)}fd506161616161`];

// 3 literals; 1 literal, 33 + 15 x 255 + 238 = 4096 bytes from 1 back. With version 1, 1 literal and runs of 2051 and 2045.
const LZO_OTHER_SIZES = ['14616263110000', `126120${'00'.repeat(15)}ee0000110000`];
const LZO_RLE_OTHER_SIZES = ['110114616263110000', '110112611ffcffff19fcffff110000'];

// A frame with a stored block of 3 bytes; one with a byte repeated 4097 times.
const ZSTD_OTHER_SIZES = ['28b52ffd0038190000616263', '28b52ffd00380b800061'];

const OTHER_SIZES: Readonly<Record<string, readonly string[]>> = {
  lz4: LZ4_OTHER_SIZES,
  'lz4-wasm': LZ4_OTHER_SIZES,
  lzo: LZO_OTHER_SIZES,
  'lzo-rle': [...LZO_OTHER_SIZES, ...LZO_RLE_OTHER_SIZES],
  zstd: ZSTD_OTHER_SIZES,
  'zstd-6.16': ZSTD_OTHER_SIZES,
  'zstd-6.12': ZSTD_OTHER_SIZES,
  'zstd-codec': ZSTD_OTHER_SIZES,
  // A stored block of 3 bytes; one of 4097 zeros.
  deflate: ['010300fcff616263', `010110feef${'00'.repeat(4097)}`],
  identity: ['616263', '61'.repeat(4097)],
};

for (const name of CONFORMING) {
  describe(`bad blocks for ${name}`, () => {
    let compressor: PageCompressor;
    before(async () => {
      compressor = await create(name);
    });

    /** Ends in an error of the contract or in some page, and writes nothing behind it. */
    function decode(block: Uint8Array): 'page' | 'error' {
      const target = new Uint8Array(PAGE_SIZE + 64).fill(SENTINEL);
      let end: 'page' | 'error' = 'page';
      try {
        compressor.decompress(block, 0, block.length, target);
      } catch (error) {
        if (!(error instanceof CompressorError)) throw error;
        assert.ok(error.message.length > 0);
        end = 'error';
      }
      assert.ok(target.subarray(PAGE_SIZE).every((byte) => byte === SENTINEL));
      return end;
    }

    function assertUsable(): void {
      for (const page of Object.values(PAGES)) {
        assert.deepEqual(unpacked(compressor, payload(compressor, page)), page);
      }
    }

    it('of noise, one after another, end in an error', () => {
      const random = new Random('noise', name);
      let errors = 0;
      for (let round = 0; round < ROUNDS; round++) {
        const length = 2 + random.below(4090);
        if (decode(NOISE[round % NOISE.length].subarray(0, length)) === 'error') errors++;
      }
      assert.ok(errors > ROUNDS * 0.99, `${errors} errors`);
      assertUsable();
    });

    it('of no byte or one end in an error', () => {
      assert.equal(decode(new Uint8Array(0)), 'error');
      for (let byte = 0; byte < 256; byte++) assert.equal(decode(Uint8Array.of(byte)), 'error');
      assertUsable();
    });

    it('that were cut short end in an error, wherever they were cut', () => {
      for (const page of [PAGES.text, PAGES.zero, PAGES.random]) {
        const whole = payload(compressor, page);
        const step = Math.ceil(whole.length / 150);
        for (let length = 1; length < whole.length; length += step) {
          assert.equal(decode(whole.subarray(0, length)), 'error', `${length} of ${whole.length}`);
        }
      }
      assertUsable();
    });

    it('with flipped bits end in an error or in some page', () => {
      const random = new Random('flips', name);
      const blocks = Object.values(PAGES).map((page) => payload(compressor, page));
      for (let round = 0; round < ROUNDS; round++) {
        const block = blocks[round % blocks.length].slice();
        for (let flips = 1 + (round % 3); flips > 0; flips--) {
          block[random.below(block.length)] ^= 1 << random.below(8);
        }
        decode(block);
      }
      assertUsable();
    });

    it('that are too long end in an error or in some page', () => {
      const packed = payload(compressor, PAGES.text);
      for (const length of [8193, 65_536, 1 << 20]) {
        const long = new Uint8Array(length).fill(0x1f);
        assert.equal(decode(long), 'error');
        long.set(packed);
        decode(long);
      }
      assertUsable();
    });

    it('that decode to less or more than a page end in an error', () => {
      for (const block of OTHER_SIZES[name.split(':')[0]]) {
        assert.equal(decode(Buffer.from(block, 'hex')), 'error', block);
      }
      assertUsable();
    });
  });
}
