import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, it } from 'node:test';
import { oneLine } from '../../../src/common/errors.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { runToEnd } from '../../support/processes.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const parent = temporaryFolder();
const { core } = writeTinyCorpora(parent);
const RUN = [
  'run',
  '--corpus',
  core,
  '--no-timing',
  '-c',
  'lz4',
  '-s',
  'batch',
  '--total-ram',
  'offered',
];
let folder = '';
let folders = 0;

beforeEach(() => {
  folder = join(parent, `${folders++}`);
  mkdirSync(folder);
});

function run(...args: string[]) {
  return runToEnd([...RUN, ...args], folder);
}

function content(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

describe('-o', () => {
  it('receives the output instead of stdout', async () => {
    for (const format of ['table', 'json']) {
      const { exitCode, stdout } = await run('--format', format, '-o', `out.${format}.txt`);
      assert.deepEqual([exitCode, stdout], [0, '']);
      assert.equal(content(`out.${format}.txt`), (await run('--format', format)).stdout);
    }
    assert.equal((await run('-o', 'x.json')).exitCode, 0);
    assert.match(content('x.json'), /^Rejects/m, 'the format is what --format says');
  });

  it('keeps the old file when the run fails', async () => {
    fileIn(folder, 'out', 'old');
    assert.equal((await run('-o', 'out', '--corpus', './missing.core')).exitCode, 2);
    assert.equal(content('out'), 'old');
    assert.deepEqual(readdirSync(folder), ['out']);
  });

  it('that cannot be written is an error of one line before the run', async () => {
    const { exitCode, stdout, stderr } = await run('-o', 'no/out', '--offer', '8T');
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_OUTPUT\] no\/out: expected a writable file; found no such .*\n$/,
    );
  });
});

describe('--save', () => {
  it('writes JSON beside the output, to bench-results in the current folder', async () => {
    const { exitCode, stdout } = await run('--save', 'a name');
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Rejects and limits/m);
    assert.equal(content('bench-results/a name.json'), (await run('--json')).stdout);
    assert.deepEqual(readdirSync(folder), ['bench-results']);
    assert.deepEqual(readdirSync(join(folder, 'bench-results')), ['a name.json']);
  });

  it('replaces an older result', async () => {
    mkdirSync(join(folder, 'bench-results'));
    fileIn(folder, 'bench-results/x.json', 'old');
    assert.equal((await run('--save', 'x', '-o', 'out')).exitCode, 0);
    assert.equal(JSON.parse(content('bench-results/x.json')).cells.length, 1);
    assert.match(content('out'), /^Rejects/m);
  });

  for (const name of ['', '.', '..', 'a/b', '/x', '../x', 'x/', 'a\nb', '\u001b[2J', 'a\u202eb']) {
    it(`rejects the name ${JSON.stringify(name)}, before anything is written`, async () => {
      const { exitCode, stdout, stderr } = await run(`--save=${name}`, '--offer', '8T');
      assert.deepEqual([exitCode, stdout], [2, '']);
      const found = `expected a name without /, <, > or control characters; found '${oneLine(name)}'`;
      assert.equal(stderr, `zswap-bench: [ZB_USAGE] --save: ${found}; use --output for a path\n`);
      assert.equal(existsSync(join(folder, 'bench-results')), false);
    });
  }

  it('is an error before the run if bench-results is a file', async () => {
    fileIn(folder, 'bench-results', 'a file');
    const { exitCode, stdout, stderr } = await run('--save', 'x', '--offer', '8T');
    assert.deepEqual([exitCode, stdout], [2, '']);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_OUTPUT\] bench-results: expected a writable file; found .*\n$/,
    );
    assert.equal(content('bench-results'), 'a file');
  });

  it('is an error before the run if the name is too long', async () => {
    const { exitCode, stderr } = await run('--save', 'n'.repeat(300), '--offer', '8T');
    assert.equal(exitCode, 2);
    assert.match(stderr, /found name too long/);
  });
});
