import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { PAGE_SIZE } from '../../src/common/page.js';
import type { PageCompressor } from '../../src/compressor/compressor.js';
import { selectCorpora } from '../../src/corpus/corpus.js';
import { openPageSource } from '../../src/corpus/page-source.js';
import { create, PAGES, payload, unpacked } from '../support/compressors.js';
import { NATIVE_MISSING, native, nativeLengths } from '../support/native.js';

// Compressors that a reference library knows, and how far their total over the corpora may be from the library's, of whatever
// version. The kernel's lzo, which `lzo` equals, looks matches up in a table of half the size of liblzo2's.
const REFERENCES = [
  { name: 'lz4', codec: 'lz4', apartAtMost: 0.001 },
  { name: 'lzo', codec: 'lzo', apartAtMost: 0.002 },
  { name: 'zstd:1', codec: 'zstd:1', apartAtMost: 0.001 },
  { name: 'zstd:19', codec: 'zstd:19', apartAtMost: 0.002 },
  { name: 'zstd-6.16:1', codec: 'zstd-unsized:1', apartAtMost: 0.001 },
  { name: 'zstd-6.12', codec: 'zstd-unsized:3', apartAtMost: 0.001 },
  { name: 'deflate:1', codec: 'deflate:1', apartAtMost: 0 },
  { name: 'deflate:9', codec: 'deflate:9', apartAtMost: 0 },
] as const;
const PAGE_STEP = 20;

async function samplePages(): Promise<Uint8Array[]> {
  const pages = Object.values(PAGES);
  for (const { path } of selectCorpora([])) {
    const source = await openPageSource(path);
    for await (const { bytes } of source.windows()) {
      for (let at = 0; at < bytes.length; at += PAGE_STEP * PAGE_SIZE) {
        pages.push(bytes.slice(at, at + PAGE_SIZE));
      }
    }
    await source.close();
  }
  return pages;
}

function withLength(packed: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(packed.length);
  return Buffer.concat([length, packed]);
}

describe('the reference library', { skip: NATIVE_MISSING }, () => {
  let pages: Uint8Array[];
  let joined: Buffer;
  before(async () => {
    pages = await samplePages();
    joined = Buffer.concat(pages);
  });

  for (const { name, codec, apartAtMost } of REFERENCES) {
    describe(`of ${name}`, () => {
      let compressor: PageCompressor;
      let packed: Uint8Array[];
      before(async () => {
        compressor = await create(name);
        packed = pages.map((page) => payload(compressor, page));
      });

      it('decodes its payloads', () => {
        const decoded = native(codec, 'unpack', Buffer.concat(packed.map(withLength)));
        assert.ok(decoded.equals(joined));
      });

      it('makes payloads that it decodes', () => {
        const payloads = native(codec, 'pack', joined);
        let at = 0;
        for (const page of pages) {
          const end = at + 4 + payloads.readUInt32LE(at);
          assert.deepEqual(unpacked(compressor, payloads.subarray(at + 4, end)), page);
          at = end;
        }
        assert.equal(at, payloads.length);
      });

      it('makes payloads of the same length, all in all', () => {
        const sum = (lengths: readonly number[]) => lengths.reduce((all, one) => all + one, 0);
        const theirs = nativeLengths(codec, joined);
        const ours = packed.map(({ length }) => length);
        assert.equal(theirs.length, ours.length);
        const apart = Math.abs(sum(ours) / sum(theirs) - 1);
        assert.ok(apart <= apartAtMost, `${sum(ours)} bytes against ${sum(theirs)}`);
      });
    });
  }
});
