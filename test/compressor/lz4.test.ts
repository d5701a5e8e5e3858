import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import { CompressorError, type PageCompressor } from '../../src/compressor/compressor.js';
import { create, payload, unpacked } from '../support/compressors.js';

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function page(byteAt: (i: number) => number): Uint8Array {
  return Uint8Array.from({ length: PAGE_SIZE }, (_, i) => byteAt(i));
}

describe('lz4', () => {
  let compressor: PageCompressor;
  before(async () => {
    compressor = await create('lz4');
  });

  it('makes of 1 to 8, again and again, what a hand makes of it', () => {
    // 8 literals; a match from 8 back, up to the last 5 bytes: 4083 = 4 + 15 + 15 x 255 + 239; 5 literals.
    const block = `8f 0102030405060708 0800 ${'ff'.repeat(15)} ef 50 0405060708`;
    assert.equal(
      hex(
        payload(
          compressor,
          page((i) => 1 + (i % 8)),
        ),
      ),
      block.replaceAll(' ', ''),
    );
  });

  it('looks at every second place after 66 in vain, and extends what it finds backwards', () => {
    // 100 different bytes, zeros, and at 300 what stood at 71 to 90. Places 1 to 66 are looked at, then 68, 70 .. 102,
    // which holds the zeros of 100. At 300 nothing is known, as 71 was passed over; at 301 is what stood at 72.
    const bytes = page((i) => (i < 100 ? 1 + i : i >= 300 && i < 320 ? i - 228 : 0));
    const block = payload(compressor, bytes);
    assert.equal(hex(block.subarray(0, 2)), 'ff57', '102 literals = 15 + 0x57');
    // 198 = 4 + 15 + 0xb3 bytes from 2 back; no literal, 20 = 4 + 15 + 1 bytes from 229 back.
    assert.equal(hex(block.subarray(104, 104 + 7)), '0200b30fe50001');
    assert.deepEqual(unpacked(compressor, block), bytes);
  });

  it('starts no match behind 4084, and looks for none there but right after another', () => {
    // 1 to 8, again and again, then `tail` and other bytes: a sequence of 27 bytes as above, and what is written here.
    const endsOf = (end: number, tail: readonly number[]) => {
      const bytes = page((i) => (i < end ? 1 + (i % 8) : (tail[i - end] ?? 100 + (i % 100))));
      const block = payload(compressor, bytes);
      assert.deepEqual(unpacked(compressor, block), bytes);
      return hex(block.subarray(27, 32));
    };
    assert.equal(endsOf(4084, [1, 2, 3, 4]), '00ec0f80bc', 'found at 4084, after another');
    assert.equal(endsOf(4085, [1, 2, 3, 4]), 'b001020304', 'not at 4085');
    assert.equal(endsOf(4082, [99, 1, 2, 3, 4]), '1063eb0f90', 'found at 4083, by a search');
    assert.equal(endsOf(4083, [99, 1, 2, 3, 4]), 'd063010203', 'not at 4084');
  });

  it('decodes matches from 1 to 20 bytes back, of every length from 4 to 40', () => {
    for (let offset = 1; offset <= 20; offset++) {
      const block: number[] = [];
      const expected: number[] = [];
      const literals = (count: number) => Array.from({ length: count }, (_, i) => offset * 7 + i);
      const sequence = (count: number, length: number) => {
        const more = count < 15 ? [] : [count - 15];
        block.push((Math.min(count, 15) << 4) | Math.min(length - 4, 15), ...more);
        block.push(...literals(count), offset, 0, ...(length - 4 < 15 ? [] : [length - 19]));
        expected.push(...literals(count));
        for (let i = 0; i < length; i++) expected.push(expected[expected.length - offset]);
      };
      for (let length = 4; length <= 40; length++) sequence(offset, length);
      const rest = PAGE_SIZE - expected.length;
      const parts = [...Array(Math.floor((rest - 15) / 255)).fill(255), (rest - 15) % 255];
      block.push(0xf0, ...parts, ...Array(rest).fill(9));
      expected.push(...Array(rest).fill(9));
      assert.deepEqual([...unpacked(compressor, Uint8Array.from(block))], expected, `${offset}`);
    }
  });

  it('refuses a block that breaks a rule of the format', () => {
    const run = `1f 61 0100 ${'ff'.repeat(15)}`;
    const whole = `${run} f6 50 6161616161`;
    const wrong = {
      'an offset of 0': whole.replace('0100', '0000'),
      'an offset before the page': whole.replace('0100', '0200'),
      'no literals at the end': `${run} fb`,
      'a match announced after the last literals': whole.replace(' 50 ', ' 51 '),
      'a match beyond the page': `${run} fb 0f 0100 ${'ff'.repeat(1000)} 00 50 6161616161`,
      'a match beyond the page after literals beyond it': `${run} fb ef ${'61'.repeat(14)} 0100 ${'ff'.repeat(1000)} 00`,
      'literals beyond the page': `${run} fb f0 00 ${'61'.repeat(15)}`,
    };
    const decode = (block: string) =>
      unpacked(compressor, Buffer.from(block.replaceAll(' ', ''), 'hex'));
    assert.deepEqual(
      decode(whole),
      page(() => 0x61),
    );
    for (const [what, block] of Object.entries(wrong)) {
      assert.throws(() => decode(block), CompressorError, what);
    }
  });
});
