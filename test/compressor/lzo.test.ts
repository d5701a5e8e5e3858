import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { CompressorError, type PageCompressor } from '../../src/compressor/compressor.js';
import { create, PAGES, payload, unpacked } from '../support/compressors.js';
import { lzoStream } from '../support/lzo-instructions.js';
import { decodeLzoStream } from '../support/lzo-stream.js';
import { randomPage } from '../support/pages.js';

const DIGITS = '0123456789';

/** Ten digits, 100 zeros, the digits again, and 3976 letters. */
const TRACED = new TextEncoder().encode(`${DIGITS}${'\0'.repeat(100)}${DIGITS}${'Z'.repeat(3976)}`);

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

const digits = Buffer.from(DIGITS).toString('hex');

// At 110 the digits are looked up. The search began at 5, so no entry knows them; an empty entry stands for 0, where they
// are: 10 bytes (too many for a near match) from 110 = (0x1b4 >> 2) + 1 back, and 1 literal. At 121 the letter before: 4 bytes, then 8 more
// until the search's end at 4076 is reached, so up to 4077: 3956 = 33 + 15 x 255 + 98 bytes from 1 back. 19 literals
// are 18 + 1. Then the end.
const REST = ['28 b501 5a', `20 ${'00'.repeat(15)} 62 0000`, `00 01 ${'5a'.repeat(19)}`, '110000'];

const STREAMS: Readonly<Record<string, readonly string[]>> = {
  // At 10 the entry of four zeros is empty, and no digit is a zero; at 11 it is 10: 11 = 3 + 8 literals, and 99 = 33 + 66
  // bytes from 1 back, which end where the digits begin.
  lzo: [`08 ${digits}00`, '20 42 0000', ...REST],
  // At 10 there are zeros: 10 = 3 + 7 literals, and a run of 100 = 4 + 12 x 8.
  'lzo-rle': ['1101', `07 ${digits}`, '18 fcff 0c', ...REST],
};

for (const [name, stream] of Object.entries(STREAMS)) {
  const version = name === 'lzo' ? 0 : 1;
  describe(name, () => {
    let compressor: PageCompressor;
    before(async () => {
      compressor = await create(name);
    });

    it('makes the stream that a trace by hand makes', () => {
      assert.equal(hexOf(payload(compressor, TRACED)), stream.join('').replaceAll(' ', ''));
    });

    it('writes matches and literals of any length, near and far', () => {
      const noise = randomPage(5);
      const assertSound = (page: Uint8Array) =>
        assert.deepEqual(decodeLzoStream(payload(compressor, page), PAGE_SIZE), page);
      for (let length = 1; length < 600; length++) {
        for (const end of [64 + length, PAGE_SIZE - length])
          assertSound(noise.slice().fill(9, 64, end));
      }
      for (let count = 1; count < 6; count++) {
        assertSound(noise.map((byte, i) => (i % 20 < count ? byte : 0)));
      }
      for (let distance = 2045; distance <= 2052; distance++) {
        const page = noise.slice();
        for (let length = 3; length < 12; length++) {
          page.copyWithin(10 + distance + length * 20, 10 + length * 20, 10 + length * 21);
        }
        assertSound(page);
      }
    });

    it('decodes every kind of instruction', () => {
      for (let seed = 0; seed < 150; seed++) {
        const bytes = lzoStream(seed, version);
        assert.deepEqual(unpacked(compressor, bytes), decodeLzoStream(bytes, PAGE_SIZE), `${seed}`);
      }
    });

    /** Both decoders must come to the same end: a page, or none. */
    function assertDecodesAlike(bytes: Uint8Array): 'page' | 'error' {
      let expected: Uint8Array | undefined;
      try {
        expected = decodeLzoStream(bytes, PAGE_SIZE);
      } catch {}
      if (expected?.length === PAGE_SIZE) {
        assert.deepEqual(unpacked(compressor, bytes), expected);
        return 'page';
      }
      assert.throws(() => unpacked(compressor, bytes), CompressorError);
      return 'error';
    }

    it('takes a match that starts before the page for none', () => {
      // 5 literals, after which a short code is 3 bytes from 2049 back; after 1 to 3 it would be 2 bytes from 1 back.
      const start = version === 1 ? '1101' : '';
      const rest = (count: string) => `20${'00'.repeat(15)}${count}0000110000`;
      const five = Buffer.from(`${start}1661616161610000${rest('e7')}`, 'hex');
      assert.throws(() => unpacked(compressor, five), CompressorError);
      const three = Buffer.from(`${start}146161610000${rest('e9')}`, 'hex');
      assert.deepEqual(unpacked(compressor, three), new Uint8Array(PAGE_SIZE).fill(0x61));
    });

    it('copies nothing that is longer than what is left of the page', () => {
      const start = version === 1 ? '1101' : '';
      const long = `${'00'.repeat(255)}1f`;
      // 1 literal, 4093 bytes from 1 back, 3 literals: one too many; then 65089 bytes from 1 back, beyond all memory.
      const past = `126120${'00'.repeat(15)}eb0300616161`;
      for (const hex of [`${past}20${long}0000110000`, `00${long}110000`]) {
        const bytes = Buffer.from(start + hex, 'hex');
        assert.throws(() => unpacked(compressor, bytes), { name: 'CompressorError' });
      }
    });

    it('decodes what was changed to what it then says, or not at all', () => {
      const streams = [0, 1, 2, 3].map((seed) => lzoStream(seed, version));
      streams.push(payload(compressor, TRACED), payload(compressor, PAGES.text));
      const seen = { page: 0, error: 0 };
      fc.assert(
        fc.property(
          fc.constantFrom(...streams),
          fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 }),
          (stream, changes) => {
            const bytes = stream.slice();
            for (const [at, byte] of changes) bytes[at % bytes.length] = byte;
            seen[assertDecodesAlike(bytes)]++;
          },
        ),
        { numRuns: 1000, seed: 20 },
      );
      assert.ok(seen.page > 100 && seen.error > 100, JSON.stringify(seen));
    });

    it('decodes noise that begins like a stream to what it says, or not at all', () => {
      const start = lzoStream(4, version).subarray(0, 700);
      fc.assert(
        fc.property(fc.nat(700), fc.uint8Array({ maxLength: 600 }), (length, noise) => {
          assertDecodesAlike(Uint8Array.of(...start.subarray(0, length), ...noise));
        }),
        { numRuns: 500, seed: 21 },
      );
    });
  });
}

describe('lzo-rle', () => {
  it('takes a version 0 for what lzo makes, as the kernel does, and no version 2', async () => {
    const compressor = await create('lzo-rle');
    for (const page of Object.values(PAGES)) {
      assert.deepEqual(unpacked(compressor, payload(await create('lzo'), page)), page);
    }
    const packed = payload(compressor, TRACED);
    packed[1] = 2;
    assert.throws(() => unpacked(compressor, packed), CompressorError);
  });

  it('ends a run at 2051 zeros, and 20 bytes before the end, but makes none shorter than 4', async () => {
    const compressor = await create('lzo-rle');
    const page = new Uint8Array(PAGE_SIZE);
    // 5 = 3 + 2 literals; 2051 = 4 + 7 + 255 x 8 zeros up to 2056; 2020 = 4 + 0 + 252 x 8 up to 4076; 20 = 18 + 2 literals.
    const zeros = `1101 02 ${'00'.repeat(5)} 1ffcffff 18fcfffc 0002 ${'00'.repeat(20)} 110000`;
    assert.equal(hexOf(payload(compressor, page)), zeros.replaceAll(' ', ''));
    // Zeros begin at 4075: 4 of them make a run up to 4079, and 17 = 3 + 14 literals follow.
    page.fill(1, 0, 4075);
    const ending = `18fcff00 0e ${'00'.repeat(17)} 110000`;
    assert.ok(hexOf(payload(compressor, page)).endsWith(ending.replaceAll(' ', '')));
  });
});
