import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import {
  COMPRESSORS,
  choiceForKernel,
  chooseCompressor,
} from '../../src/compressor/compressors.js';
import { PAGES, payload } from '../support/compressors.js';
import { inOwnProcess } from '../support/peak-memory.js';

function refused(asked: string, message: string): void {
  assert.throws(
    () => chooseCompressor(asked),
    (error) => {
      assert.ok(error instanceof Failure);
      assert.deepEqual([error.code, error.exitCode, error.message], ['ZB_USAGE', 2, message]);
      return true;
    },
  );
}

describe('a compressor asked for', () => {
  it('keeps its name as it was asked for', () => {
    for (const name of ['zstd', 'zstd:3', 'zstd:22', 'lz4', 'deflate:9']) {
      assert.equal(chooseCompressor(name).name, name);
    }
  });

  it('has the level asked for', async () => {
    const lengths = new Map<string, number>();
    for (const name of ['zstd:1', 'zstd:19', 'deflate:1', 'deflate:9']) {
      lengths.set(name, payload(await chooseCompressor(name).create(), PAGES.text).length);
    }
    assert.ok((lengths.get('zstd:1') as number) > (lengths.get('zstd:19') as number));
    assert.ok((lengths.get('deflate:1') as number) > (lengths.get('deflate:9') as number));
  });

  it('costs what the nearest listed level costs', () => {
    const zstd = (level: string) => chooseCompressor(`zstd${level}`).cost.compressNs;
    assert.deepEqual([zstd(':1'), zstd(''), zstd(':3')], [21_000, 25_000, 25_000]);
    assert.deepEqual([zstd(':2'), zstd(':4'), zstd(':22')], [21_000, 25_000, 25_000]);
    const deflate = (level: string) => chooseCompressor(`deflate${level}`).cost.compressNs;
    assert.deepEqual([deflate(':2'), deflate(':3'), deflate(':4')], [60_000, 60_000, 100_000]);
    for (const lz4 of ['lz4', 'lz4-wasm']) {
      assert.equal(chooseCompressor(lz4).cost.compressNs, 7300);
    }
  });

  it('fails where its room ends, but for lzo, which does not look', () => {
    const poor = [...COMPRESSORS].filter(([, { overflow }]) => overflow === 'compress_poor');
    assert.deepEqual(
      poor.map(([name]) => name),
      ['lzo', 'lzo-rle'],
    );
    for (const [name, { overflow }] of COMPRESSORS) {
      assert.equal(chooseCompressor(name).overflow, overflow);
    }
    assert.equal(chooseCompressor('zstd:1').overflow, 'compress_fail');
  });

  it('is suggested when the name is nearly right', () => {
    const known =
      'expected one of lz4, lzo, lzo-rle, zstd, zstd-6.16, zstd-6.12, deflate, lz4-wasm, zstd-codec, identity';
    refused('lz5', `--compressor: ${known}; found 'lz5'; did you mean 'lz4'?`);
    refused('zst:3', `--compressor: ${known}; found 'zst'; did you mean 'zstd'?`);
    refused('', `--compressor: ${known}; found ''; choose from the list`);
    refused('constructor', `--compressor: ${known}; found 'constructor'; choose from the list`);
  });

  it('is refused under its former name, with the present one', () => {
    const now = 'what was lz4 is now lz4-wasm, and what was zstd is zstd-codec';
    const expected = "--compressor: expected 'lz4', the present name; found 'lz4-kernel'";
    for (const asked of ['lz4-kernel', 'lz4-kernel:1']) refused(asked, `${expected}; ${now}`);
  });

  it("has the kernel's lengths at the kernel's level only", () => {
    const kernelLengths = (name: string) => chooseCompressor(name).kernelLengths;
    for (const name of ['lz4', 'lzo-rle', 'zstd', 'zstd:3', 'zstd-6.12', 'deflate:6']) {
      assert.equal(kernelLengths(name), true, name);
    }
    for (const name of ['zstd:1', 'deflate:9', 'lz4-wasm', 'zstd-codec', 'identity']) {
      assert.equal(kernelLengths(name), false, name);
    }
  });

  it("returns the kernel's own zstd for zstd on a kernel preset", () => {
    const named = (asked: string, zstd: string) =>
      choiceForKernel(chooseCompressor(asked), zstd).name;
    assert.equal(named('zstd', '6.16'), 'zstd-6.16');
    assert.equal(named('zstd:19', '6.14'), 'zstd-6.12:19');
    assert.equal(named('zstd:1', '6.18'), 'zstd:1');
    for (const asked of ['lz4', 'zstd-codec:3', 'zstd-6.12']) {
      assert.equal(named(asked, '6.16'), asked);
    }
  });

  it('is refused with a level that it does not have', () => {
    const change = 'change the level or leave it out';
    for (const level of ['0', '23', '-1', '1.5', '', ' 3', '3x', '1e1', '99999999999999999999']) {
      const asked = `zstd:${level}`;
      refused(asked, `--compressor: expected a level from 1 to 22; found '${asked}'; ${change}`);
    }
    refused(
      'deflate:10',
      `--compressor: expected a level from 1 to 9; found 'deflate:10'; ${change}`,
    );
    for (const asked of ['lz4:1', 'lz4:', 'identity:0']) {
      const name = asked.split(':')[0];
      refused(asked, `--compressor: expected ${name} without a level; found '${asked}'; ${change}`);
    }
  });

  it('says what it is', () => {
    for (const { summary } of COMPRESSORS.values()) assert.match(summary, /^[^\n]{5,75}$/);
  });

  it('loads its package when it is made, and no other', () => {
    const { returned } = inOwnProcess<string[][]>(
      `const { createRequire } = await import('node:module');
       const { cache } = createRequire(process.execPath);
       const packages = () => Object.keys(cache).map((path) => path.split('node_modules/')[1]);
       const { chooseCompressor } = await load('compressor/compressors.js');
       const choices = ['lz4', 'zstd', 'lz4-wasm', 'deflate'].map(chooseCompressor);
       const loaded = [packages()];
       for (const choice of choices) {
         await choice.create();
         loaded.push(packages());
       }
       return loaded;`,
      {},
    );
    const deflate = returned.pop() as string[];
    assert.deepEqual(returned, [[], [], [], []]);
    assert.ok(deflate.length > 0 && deflate.every((path) => path.startsWith('pako/')));
  });
});
