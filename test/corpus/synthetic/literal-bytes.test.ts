import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMPRESS_BOUND } from '../../../src/compressor/compressor.js';
import { chooseCompressor } from '../../../src/compressor/compressors.js';
import { LZ4_BYTES, literalBytes } from '../../../src/corpus/synthetic/literal-bytes.js';
import { writePage } from '../../../src/corpus/synthetic/synthetic-page.js';

describe('literal bytes of a synthetic page', () => {
  it('are as traced by hand for the shortest page and for 100 bytes', () => {
    // One random byte and one zero before the match: token, 2 literals, offset, 16 bytes
    // for a match of 4089, token, 5 literals.
    assert.equal(LZ4_BYTES.low, 1 + 2 + 2 + 16 + 1 + 5);
    assert.equal(literalBytes(27), 1);
    // From position 66 on every second one is tried: 72 random bytes and two zeros, 1 + 1 + 74 + 2 + 16 + 1 + 5 bytes.
    assert.equal(literalBytes(100), 72);
  });

  it('give the lz4 length within a byte, at every length', async () => {
    const lz4 = await chooseCompressor('lz4').create();
    const page = new Uint8Array(4096);
    const packed = new Uint8Array(COMPRESS_BOUND);
    let off = 0;
    for (let length: number = LZ4_BYTES.low; length <= LZ4_BYTES.high; length++) {
      writePage(page, { seed: 1, symbols: 255 }, length, length);
      const found = lz4.compress(page, 0, packed);
      assert.ok(Math.abs(found - length) <= 2, `${length}: ${found}`);
      if (found !== length) off++;
    }
    assert.ok(off < 40, `${off} lengths are off: no such page, or a match by chance`);
  });

  it('are so many that zstd saves more with fewer symbols, and lz4 does not', async () => {
    const [lz4, zstd] = await Promise.all(
      ['lz4', 'zstd'].map((name) => chooseCompressor(name).create()),
    );
    const page = new Uint8Array(4096);
    const packed = new Uint8Array(COMPRESS_BOUND);
    const lengths = [255, 64, 24].map((symbols) => {
      writePage(page, { seed: 1, symbols }, 7, 2000);
      return [lz4, zstd].map((each) => each.compress(page, 0, packed));
    });
    for (const [length] of lengths) assert.ok(Math.abs(length - 2000) <= 15, `${length}`);
    const [many, some, few] = lengths.map(([, length]) => length);
    assert.ok(many > 1950 && some < 1600 && few < 1300, `${[many, some, few]}`);
  });
});
