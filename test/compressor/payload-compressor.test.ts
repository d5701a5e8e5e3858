import assert from 'node:assert/strict';
import { test } from 'node:test';
import { COMPRESS_BOUND, type PageCompressor } from '../../src/compressor/compressor.js';
import { chooseCompressor } from '../../src/compressor/compressors.js';
import { payloadCompressorOf } from '../../src/compressor/payload-compressor.js';
import { joined } from '../support/memory-source.js';
import { honest, pageOfLength } from '../support/toy-compressor.js';

const PAGES = joined(pageOfLength(300, 1), pageOfLength(40, 2));

function assertPacksAlike(compressor: PageCompressor): void {
  const { payload } = payloadCompressorOf(compressor);
  const payloadCompressor = payloadCompressorOf(compressor);
  for (const at of [0, 4096, 0]) {
    const target = new Uint8Array(COMPRESS_BOUND);
    const length = compressor.compress(PAGES, at, target);
    payloadCompressor.payload.fill(0);
    assert.equal(payloadCompressor.compressPage(PAGES, at), length);
    assert.deepEqual(payloadCompressor.payload.subarray(0, length), target.subarray(0, length));
  }
  if (compressor.payloadCompressor !== undefined)
    assert.equal(payloadCompressor.payload, payload, 'it stays where it is');
}

for (const name of ['lz4', 'lzo', 'lzo-rle', 'zstd', 'zstd-6.12']) {
  test(`${name} payload compressor: same payload as compress(), in a buffer that does not move`, async () => {
    const compressor = await chooseCompressor(name).create();
    assert.notEqual(compressor.payloadCompressor, undefined);
    assertPacksAlike(compressor);
  });
}

test('a compressor without a buffer of its own gets one beside it', () => {
  assert.equal(honest.payloadCompressor, undefined);
  assertPacksAlike(honest);
});
