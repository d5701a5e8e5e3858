import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeLz4Block } from '../../src/corpus/wrapper/lz4-block-decoder.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { lz4Frame } from '../support/lz4-frames.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { assertRefused } from '../support/refusals.js';
import { skippableFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const data = somePages(40);

function written(...parts: readonly Uint8Array[]): string {
  return fileIn(folder, 'packed', Buffer.concat(parts));
}

describe('lz4', () => {
  it('can have several frames, skippable ones between them, and every feature', async () => {
    for (const spec of [
      {},
      { blockChecksums: true },
      { contentSize: true },
      { blockBytes: 1000, blockChecksums: true, contentSize: true },
    ]) {
      const frame = lz4Frame(data, spec);
      const path = written(frame, skippableFrame(300_000), frame);
      assert.deepEqual(contentOf(await readPages(path)), Buffer.concat([data, data]));
    }
  });

  it('is refused when truncated anywhere', async () => {
    const packed = lz4Frame(data, { blockChecksums: true });
    for (const cut of [5, 6, 9, 5000, 70_000, -9, -8, -5, -4, -1]) {
      const path = written(packed.subarray(0, cut));
      await assertRefused(path, /expected whole lz4 data; found an end in the middle of a frame/);
    }
  });

  it('is refused when a bit is flipped', async () => {
    for (const blockChecksums of [false, true]) {
      const packed = lz4Frame(data, { blockChecksums });
      for (const at of [4, 5, 6, 5000, packed.length - 20, packed.length - 3]) {
        const damaged = Buffer.from(packed);
        damaged[at] ^= 1;
        await assertRefused(written(damaged), /expected whole lz4 data; found /);
      }
    }
  });

  it('is refused by name when it needs a dictionary', async () => {
    const packed = lz4Frame(data);
    packed[4] |= 1;
    await assertRefused(written(packed), /found a frame that needs a dictionary; unpack it first/);
  });
});

describe('lz4 block', () => {
  const decode = (hex: string, outputBytes = 64, start = 0) => {
    const output = new Uint8Array(outputBytes);
    const end = decodeLz4Block(Buffer.from(hex, 'hex'), output, start);
    return end < 0 ? null : Buffer.from(output.subarray(start, end)).toString('latin1');
  };

  it('has literals and matches, which may overlap what they produce', () => {
    assert.equal(decode('30616263'), 'abc');
    assert.equal(decode('12610100103a'), 'aaaaaaa:');
    assert.equal(decode(`1f6101000310${'7a'}`), `${'a'.repeat(1 + 4 + 15 + 3)}z`);
    assert.equal(decode(`f000${'62'.repeat(15)}`), 'b'.repeat(15));
  });

  it('is refused when damaged, without a write outside the output', () => {
    for (const [hex, outputBytes] of [
      ['', 64],
      ['3061', 64],
      ['f0', 64],
      ['12610000103a', 64],
      ['12610200103a', 64],
      ['126101', 64],
      ['12610100', 64],
      ['1f6101', 64],
      ['1f610100', 64],
      ['12610100103a', 7],
      ['30616263', 2],
    ] as const) {
      assert.equal(decode(hex, outputBytes), null, hex);
    }
  });
});
