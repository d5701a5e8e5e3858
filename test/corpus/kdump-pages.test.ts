import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { COMPRESS_BOUND } from '../../src/compressor/compressor.js';
import { chooseCompressor } from '../../src/compressor/compressors.js';
import { openRegularFile } from '../../src/corpus/file-bytes.js';
import { KdumpPages } from '../../src/corpus/format/kdump-pages.js';
import { complaintsOf } from '../../src/corpus/format/page-segments.js';
import { decodeSnappy } from '../../src/corpus/format/snappy.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { textPage } from '../support/pages.js';

const folder = temporaryFolder();
const page = textPage(1);

async function decoded(payload: Uint8Array, flags: number): Promise<Uint8Array> {
  const file = await openRegularFile(fileIn(folder, 'payload', payload));
  try {
    const target = new Uint8Array(4096);
    const pages = new KdumpPages(file, complaintsOf('payload', 'dump again'));
    await pages.read({ position: 0, length: payload.length }, flags, target);
    return target;
  } finally {
    await file.close();
  }
}

describe('kdump page', () => {
  it('is restored from lzo', async () => {
    const lzo = await chooseCompressor('lzo').create();
    const payload = new Uint8Array(COMPRESS_BOUND);
    const length = lzo.compress(page, 0, payload);
    assert.deepEqual(await decoded(payload.subarray(0, length), 2), new Uint8Array(page));
  });

  it('is refused when damaged, of another length or of an unknown compression', async () => {
    for (const [payload, flags] of [
      [page.subarray(1), 0],
      [page, 1],
      [page, 2],
      [page, 4],
      [page, 0x20],
      [page, 3],
    ] as const) {
      await assert.rejects(
        decoded(payload, flags),
        /payload: expected sound page data; found damaged data at byte 0; dump again/,
      );
    }
    await assert.rejects(decoded(new Uint8Array(9000), 0), /expected page data of at most 8192/);
  });
});

describe('snappy data', () => {
  const decode = (hex: string, length: number) => {
    const target = new Uint8Array(length);
    const whole = decodeSnappy(Buffer.from(hex, 'hex'), target);
    return whole ? Buffer.from(target).toString('latin1') : null;
  };

  it('has literals and copies with 1, 2 and 4 bytes of distance', () => {
    assert.equal(decode('0308616263', 3), 'abc');
    assert.equal(decode('0708616263' + '0103', 7), 'abcabca');
    assert.equal(decode('0608616263' + '0a0300', 6), 'abcabc');
    assert.equal(decode('0608616263' + '0b03000000', 6), 'abcabc');
    assert.equal(decode(`3df03c${'61'.repeat(61)}`, 61), 'a'.repeat(61));
    assert.equal(decode('050061' + '0101', 5), 'aaaaa');
  });

  it('is refused when damaged, without a write outside the target', () => {
    for (const hex of [
      '',
      '80',
      '04',
      '0308',
      '030861',
      '0308616263' + '0103',
      '07086162630104',
      '0708616263' + '01',
    ]) {
      assert.equal(decode(hex, 7), null, hex);
    }
    assert.equal(decode('0308616263', 2), null, 'another length');
  });
});
