import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inOwnProcess } from '../support/peak-memory.js';
import { repeatedFrame, windowDescriptor } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const MIB = 2 ** 20;

const OPEN = "const { openPageSource } = await load('corpus/page-source.js');";
const COUNT_BYTES = `${OPEN}
  let bytes = 0;
  for (const path of input) {
    const source = await openPageSource(path);
    for await (const window of source.windows()) bytes += window.bytes.length;
    await source.close();
  }
  return bytes;`;

describe('memory of decompression', () => {
  it('does not grow with the decompressed size of a .zst', () => {
    const bomb = repeatedFrame(0, 300 * MIB);
    assert.ok(bomb.length < 10_000);
    const { returned, peakMiB } = inOwnProcess(COUNT_BYTES, [fileIn(folder, 'bomb.zst', bomb)]);
    assert.equal(returned, 300 * MIB);
    assert.ok(peakMiB < 200, `${peakMiB} MiB`);
  });

  it('does not grow with the decompressed size of a .gz', () => {
    const bomb = gzipSync(Buffer.alloc(300 * MIB), { level: 1 });
    const { returned, peakMiB } = inOwnProcess(COUNT_BYTES, [fileIn(folder, 'bomb.gz', bomb)]);
    assert.equal(returned, 300 * MIB);
    assert.ok(peakMiB < 250, `${peakMiB} MiB`);
  });

  it('does not grow when a .zst is repeatedly read in part', () => {
    const frame = repeatedFrame(1, 64 * MIB, windowDescriptor(15)); // a window of 32 MiB
    const { returned, peakMiB } = inOwnProcess(
      `${OPEN}
       let left = 0;
       for (let round = 0; round < 16; round++) {
         const source = await openPageSource(input[0]);
         let bytes = 0;
         for await (const window of source.windows()) {
           bytes += window.bytes.length;
           if (bytes >= ${33 * MIB}) break;
         }
         await source.close();
         left++;
       }
       return left;`,
      [fileIn(folder, 'large-window.zst', frame)],
    );
    assert.equal(returned, 16);
    assert.ok(peakMiB < 300, `${peakMiB} MiB`);
  });

  it('does not grow when damaged and sound .zst files are read in turn', () => {
    const sound = repeatedFrame(1, MIB, windowDescriptor(17)); // a window of 128 MiB
    const damaged = Buffer.from(sound);
    damaged[damaged.length - 4] |= 6; // the last block is of the reserved type
    const { returned, peakMiB } = inOwnProcess<string[]>(
      `${OPEN}
       const outcomes = [];
       for (let round = 0; round < 40; round++) {
         for (const path of input) {
           let bytes = 0;
           const source = await openPageSource(path);
           try {
             for await (const window of source.windows()) bytes += window.bytes.length;
             outcomes.push(String(bytes));
           } catch (error) {
             outcomes.push(error.message);
           }
           await source.close();
         }
       }
       return outcomes;`,
      [fileIn(folder, 'damaged.zst', damaged), fileIn(folder, 'sound.zst', sound)],
    );
    assert.equal(returned.length, 80);
    for (const [i, outcome] of returned.entries()) {
      if (i % 2 === 1) assert.equal(outcome, String(MIB));
      else assert.match(outcome, /found a damaged frame;/);
    }
    assert.ok(peakMiB < 350, `${peakMiB} MiB`);
  });
});
