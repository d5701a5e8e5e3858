import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ComparisonBy } from '../../../src/commands/compare/by.js';
import { compareWithin } from '../../../src/result/compare-within.js';
import type { Cell, ResultDocument } from '../../../src/result/document.js';
import { SIGNIFICANCE_LEVEL } from '../../../src/statistics/holm.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { resultOf } from '../../support/result-documents.js';
import { samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
let result: ResultDocument;

before(async () => {
  const grid = ['-c', 'lz4,zstd', '-s', 'mainline-6.12,mainline-6.16,batch', '-f', '4K,16K'];
  const untimed = await resultOf('--corpus', core, ...grid, '--no-timing');
  // zstd is slower, and so is 6.16.
  const middle = ({ compressor, kernel }: Cell) =>
    (compressor === 'zstd' ? 0.5 : 0.9) * (kernel === '6.16' ? 0.8 : 1);
  const parts = untimed.cells.map((cell, i) => timedPart(samplesAround(middle(cell), 0.01, 60, i)));
  result = withTimed(untimed, parts);
});

function by(document: object, ...args: string[]) {
  return inProcess('compare', fileIn(folder, 'one.json', JSON.stringify(document)), ...args);
}

async function compared(property: string) {
  const { exitCode, stdout, stderr } = await by(result, '--by', property, '--json');
  assert.equal(exitCode, 0, stderr);
  const { timed } = JSON.parse(stdout) as ComparisonBy;
  return timed.filter(({ metric }) => metric === 'relativeToCompressor');
}

const short = (key: string) => key.replace('tiny/', '');

describe('compare --by', () => {
  it('compares each cell with the first one that differs in the property alone', async () => {
    const pairs = async (property: string) =>
      (await compared(property))
        .filter(({ cell }) => !cell.includes('4K') || property === 'folio-size')
        .filter(({ cell }) => property === 'compressor' || cell.includes('lz4'))
        .map(({ cell, base, against, proven }) => [short(cell), short(base), against, proven]);
    assert.deepEqual(await pairs('strategy'), [
      ['lz4/16K/mainline-6.16', 'lz4/16K/mainline-6.12', 'mainline-6.12', true],
      ['lz4/16K/batch', 'lz4/16K/mainline-6.12', 'mainline-6.12', false],
    ]);
    assert.deepEqual(await pairs('kernel'), [
      ['lz4/16K/mainline-6.16', 'lz4/16K/mainline-6.12', '6.12', true],
    ]);
    assert.deepEqual(await pairs('compressor'), [
      ['zstd/16K/mainline-6.12', 'lz4/16K/mainline-6.12', 'lz4', true],
      ['zstd/16K/mainline-6.16', 'lz4/16K/mainline-6.16', 'lz4', true],
      ['zstd/16K/batch', 'lz4/16K/batch', 'lz4', true],
    ]);
    assert.deepEqual(await pairs('folio-size'), [
      ['lz4/16K/mainline-6.12', 'lz4/4K/mainline-6.12', '4K', false],
      ['lz4/16K/mainline-6.16', 'lz4/4K/mainline-6.16', '4K', false],
      ['lz4/16K/batch', 'lz4/4K/batch', '4K', false],
    ]);
  });

  it('prints delta, p and ~, and that cells were not interleaved', async () => {
    const { stdout } = await by(result, '--by', 'strategy');
    assert.match(stdout, /^tiny\/lz4\/16K\/mainline-6\.16 +mainline-6\.12 .* -\d+\.\d% +0\.000$/m);
    assert.match(stdout, /^tiny\/lz4\/16K\/batch +mainline-6\.12 .* ~ +\d\.\d{3}$/m);
    assert.match(stdout, /^\[1\] timed one after another, not interleaved: /m);
    assert.match(stdout, /\nVerdict: of \d+ timed comparisons \d+ slower, 0 faster, \d+ not sig/);
  });

  it('proves a difference only above the noise floor', () => {
    // 20 samples within 10% to either side.
    const around = (middle: number) =>
      Array.from({ length: 20 }, (_, i) => middle * (0.9 + (0.2 * ((i * 7) % 20)) / 19));
    const provenBy = (shift: number) => {
      const parts = [timedPart(around(0.5)), undefined, timedPart(around(0.5 * shift))];
      const { cells } = withTimed(result, parts);
      const [{ p, proven }] = compareWithin(cells.slice(0, 3), 'strategy');
      assert.ok(p !== null && p < SIGNIFICANCE_LEVEL, `p ${p}`);
      return proven;
    };
    assert.deepEqual([1.06, 1.15].map(provenBy), [false, true]);
  });

  it('takes one result, and two without it', async () => {
    const path = fileIn(folder, 'two.json', JSON.stringify(result));
    for (const args of [[], [path, '--by', 'strategy']]) {
      const { exitCode, stdout, stderr } = await by(result, ...args);
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(stderr, /^zswap-bench: \[ZB_USAGE\] compare: expected .*; found [12]; .*\n$/);
    }
    const { stderr } = await by(result, '--by', 'strategie');
    assert.match(stderr, /expected one of strategy, compressor, folio-size, kernel; .*'strategy'/);
  });

  it('refuses a result without timed cells to compare', async () => {
    const untimed = withTimed(result, []);
    const { exitCode, stderr } = await by(untimed, '--by', 'strategy');
    assert.equal(exitCode, 2);
    assert.match(stderr, /one\.json: expected timed cells that differ .*; found no timed cells; /);
  });
});
