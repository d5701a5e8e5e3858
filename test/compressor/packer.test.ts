import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPRESS_BOUND, type PageCompressor } from '../../src/compressor/compressor.js';
import { packerOf } from '../../src/compressor/packer.js';
import { chooseCompressor } from '../../src/compressor/registry.js';
import { joined } from '../support/memory-source.js';
import { honest, pageOfLength } from '../support/toy-compressor.js';

const PAGES = joined(pageOfLength(300, 1), pageOfLength(40, 2));

function assertPacksAlike(compressor: PageCompressor): void {
  const { packed } = packerOf(compressor);
  const packer = packerOf(compressor);
  for (const at of [0, 4096, 0]) {
    const target = new Uint8Array(COMPRESS_BOUND);
    const length = compressor.compress(PAGES, at, target);
    packer.packed.fill(0);
    assert.equal(packer.pack(PAGES, at), length);
    assert.deepEqual(packer.packed.subarray(0, length), target.subarray(0, length));
  }
  if (compressor.packer !== undefined) assert.equal(packer.packed, packed, 'it stays where it is');
}

for (const name of ['lz4', 'lzo', 'lzo-rle', 'zstd', 'zstd-6.12']) {
  test(`${name} packs what it compresses, in a buffer of its own`, async () => {
    const compressor = await chooseCompressor(name).create();
    assert.notEqual(compressor.packer, undefined);
    assertPacksAlike(compressor);
  });
}

test('a compressor without a buffer of its own gets one beside it', () => {
  assert.equal(honest.packer, undefined);
  assertPacksAlike(honest);
});
