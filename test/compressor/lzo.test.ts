import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { CompressorError, type PageCompressor } from '../../src/compressor/compressor.js';
import { PAGE_SIZE } from '../../src/memory/page.js';
import { create, PAGES, payload, unpacked } from '../support/compressors.js';
import { lzoStream } from '../support/lzo-instructions.js';
import { decodeLzoStream } from '../support/lzo-stream.js';

const DIGITS = '0123456789';

/** Ten digits, 100 zeros, the digits again, and 3976 letters. */
const TRACED = new TextEncoder().encode(`${DIGITS}${'\0'.repeat(100)}${DIGITS}${'Z'.repeat(3976)}`);

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
      const packed = Buffer.from(payload(compressor, TRACED)).toString('hex');
      assert.equal(packed, stream.join('').replaceAll(' ', ''));
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
    // The version, 5 literals; 2051 zeros up to 2056, 2020 up to 4076; 20 literals, the end.
    assert.equal(payload(compressor, page).length, 2 + 6 + 4 + 4 + 22 + 3);
    // Zeros begin at 4075: 4 of them make a run up to 4079, and 17 literals follow.
    page.fill(1, 0, 4075);
    const packed = Buffer.from(payload(compressor, page)).toString('hex');
    assert.ok(packed.endsWith(`18fcff00 0e ${'00'.repeat(17)} 110000`.replaceAll(' ', '')), packed);
  });
});
