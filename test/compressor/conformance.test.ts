import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import fc from 'fast-check';
import { PAGE_SIZE } from '../../src/common/page.js';
import { COMPRESS_BOUND, type PageCompressor } from '../../src/compressor/compressor.js';
import { COMPRESSORS } from '../../src/compressor/compressors.js';
import { CONFORMING, create, PAGES, payload, unpacked } from '../support/compressors.js';

const SENTINEL = 0xa7;

/** `length` bytes amid others, which must stay as they are. */
function amid(length: number): { bytes: Uint8Array; assertUntouched: () => void } {
  const around = new Uint8Array(length + 200).fill(SENTINEL);
  return {
    bytes: around.subarray(100, 100 + length),
    assertUntouched: () => {
      const others = [...around.subarray(0, 100), ...around.subarray(100 + length)];
      assert.ok(others.every((byte) => byte === SENTINEL));
    },
  };
}

/** Pages from nothing but zeros to nothing but noise. */
const anyPage = fc
  .array(fc.tuple(fc.nat(PAGE_SIZE - 1), fc.uint8Array({ minLength: 1, maxLength: 300 })), {
    maxLength: 20,
  })
  .map((pieces) => {
    const page = new Uint8Array(PAGE_SIZE);
    for (const [at, bytes] of pieces) page.set(bytes.subarray(0, PAGE_SIZE - at), at);
    return page;
  });

describe('every compressor of the registry', () => {
  it('is among those tested', () => {
    const tested = new Set(CONFORMING.map((name) => name.split(':')[0]));
    assert.deepEqual([...tested].sort(), [...COMPRESSORS.keys()].sort());
  });
});

for (const name of CONFORMING) {
  describe(name, () => {
    let compressor: PageCompressor;
    before(async () => {
      compressor = await create(name);
    });

    for (const [what, page] of Object.entries(PAGES)) {
      it(`gives back a page: ${what}`, () => {
        const packed = payload(compressor, page);
        assert.ok(packed.length >= 1 && packed.length <= COMPRESS_BOUND, `${packed.length} bytes`);
        assert.deepEqual(unpacked(compressor, packed), page);
      });
    }

    it('gives back any page', () => {
      fc.assert(
        fc.property(anyPage, (page) => {
          assert.deepEqual(unpacked(compressor, payload(compressor, page)), page);
        }),
        { numRuns: 60, seed: 10 },
      );
    });

    it('reads the page at any offset, and leaves it as it is', () => {
      for (const offset of [0, 1, 3, 4095, 4096, 5001]) {
        const source = new Uint8Array(5001 + PAGE_SIZE + 3).fill(SENTINEL);
        source.set(PAGES.text, offset);
        const copy = source.slice();
        const target = new Uint8Array(COMPRESS_BOUND);
        const length = compressor.compress(source, offset, target);
        assert.deepEqual(target.slice(0, length), payload(compressor, PAGES.text));
        assert.deepEqual(source, copy);
      }
    });

    it('reads a payload at any offset, and leaves it as it is', () => {
      const packed = payload(compressor, PAGES.text);
      for (const offset of [0, 1, 77, 4097]) {
        const source = new Uint8Array(offset + packed.length + 5).fill(SENTINEL);
        source.set(packed, offset);
        const copy = source.slice();
        const target = new Uint8Array(PAGE_SIZE);
        compressor.decompress(source, offset, packed.length, target);
        assert.deepEqual(target, PAGES.text);
        assert.deepEqual(source, copy);
      }
    });

    it('writes nothing beside its target', () => {
      for (const page of Object.values(PAGES)) {
        const packed = amid(COMPRESS_BOUND);
        const length = compressor.compress(page, 0, packed.bytes);
        packed.assertUntouched();
        const restored = amid(PAGE_SIZE);
        compressor.decompress(packed.bytes, 0, length, restored.bytes);
        restored.assertUntouched();
        const roomy = new Uint8Array(PAGE_SIZE + 50).fill(SENTINEL);
        compressor.decompress(packed.bytes, 0, length, roomy);
        assert.ok(roomy.subarray(PAGE_SIZE).every((byte) => byte === SENTINEL));
      }
    });

    it('makes the same payload of the same page, whatever came before, in every instance', async () => {
      const first = Object.values(PAGES).map((page) => payload(compressor, page));
      const other = await create(name);
      const reversed = Object.values(PAGES).toReversed();
      const again = reversed.map((page) => payload(other, page)).reverse();
      assert.deepEqual(again, first);
    });

    it('says of noise that it does not compress, and of text that it does', () => {
      assert.ok(payload(compressor, PAGES.random).length >= PAGE_SIZE);
      if (name !== 'identity') assert.ok(payload(compressor, PAGES.text).length < PAGE_SIZE / 2);
    });
  });
}
