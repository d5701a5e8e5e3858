import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inOwnProcess } from '../support/peak-memory.js';

/** Memory outside the JavaScript heap after a warm-up, and after as many further calls, in KiB. */
const GROWTH = `
  const { chooseCompressor } = await load('compressor/compressors.js');
  const { textPage, randomPage, zeroPage } = await load('../test/support/pages.js');
  const compressor = await chooseCompressor(input.name).create();
  const pages = [textPage(1), randomPage(1), zeroPage(), textPage(2)];
  const packed = new Uint8Array(8192);
  const page = new Uint8Array(4096);
  const long = new Uint8Array(32 << 20);
  async function work(rounds) {
    for (let i = 0; i < rounds; i++) {
      const length = compressor.compress(pages[i % 4], 0, packed);
      compressor.decompress(packed, 0, length, page);
      packed[i % length] ^= 1 << (i % 8);
      try { compressor.decompress(packed, 0, length, page); } catch {}
    }
    try { compressor.decompress(long, 0, input.longest, page); } catch {}
    for (let i = 0; i < 3; i++) {
      await new Promise(setImmediate);
      gc();
    }
    return Math.round(process.memoryUsage().external / 1024);
  }
  input.longest = 0;
  const before = await work(300);
  input.longest = long.length;
  return [before, await work(input.rounds)];`;

describe('memory', () => {
  for (const [name, rounds] of [
    ['lz4', 20_000],
    ['lzo', 20_000],
    ['lzo-rle', 20_000],
    ['zstd:1', 5000],
    ['zstd:22', 500],
    ['zstd-6.12', 5000],
    ['deflate:1', 3000],
    ['lz4-wasm', 20_000],
    ['zstd-codec:1', 5000],
    ['identity', 20_000],
  ] as const) {
    it(`of ${name} does not grow with the pages that it saw, sound, damaged or far too long`, () => {
      const { returned, peakMiB } = inOwnProcess<[number, number]>(GROWTH, { name, rounds });
      const [before, after] = returned;
      assert.ok(after - before < 1024, `from ${before} to ${after} KiB`);
      assert.ok(peakMiB < 400, `${peakMiB} MiB`);
    });
  }
});
