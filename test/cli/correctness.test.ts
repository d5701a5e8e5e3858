import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/files.js';
import { packageCopy } from '../support/package-copy.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const RUN = ['run', '-f', '16K', '--max-pool-percent', '15', '--total-ram', 'offered'];
const ONCE = ['--no-timing', '--repeat', '1'];
let copies = 0;

/** Runs a copy of the program with a replacement in one file. */
function runChanged(file: string, from: string, to: string, ...args: string[]) {
  const copy = join(folder, `copy${copies++}`);
  mkdirSync(copy);
  const launcher = packageCopy(copy, [], {});
  const path = join(copy, 'dist/src', file);
  const source = readFileSync(path, 'utf8');
  assert.ok(source.includes(from), `${file} has ${from}`);
  writeFileSync(path, source.replace(from, to));
  const command = args[0] === 'compressors' ? args : [...RUN, ...args];
  const all = [launcher, ...command, '--corpus', core];
  return spawnSync(process.execPath, all, { encoding: 'utf8', cwd: copy });
}

describe('exit code 3', () => {
  const strategy = ['strategy/strategies.js', "['zswpout']", '[]', '-s', 'incremental'] as const;

  it('is for undeclared drift', () => {
    const { status, stdout, stderr } = runChanged(...strategy, '-c', 'lz4', ...ONCE);
    assert.equal(status, 3);
    assert.match(stdout, /^tiny\/lz4\/16K\/incremental .* zswpout \+\d+ +drift /m);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_CORRECTNESS\] tiny\/lz4\/16K\/incremental: zswpout drifted by \d+\n$/,
    );
  });

  it('comes with the result, printed and saved', () => {
    const args = ['-c', 'lz4', '--no-timing', '--json', '--save', 'drift'];
    const { status, stdout } = runChanged(...strategy, ...args);
    assert.equal(status, 3);
    assert.equal(JSON.parse(stdout).cells[0].exact.rollback.verdict, 'drift');
    const saved = join(folder, `copy${copies - 1}/bench-results/drift.json`);
    assert.equal(readFileSync(saved, 'utf8'), stdout);
  });

  const check = 'target.set(this.#page);';
  const flip = ['compressor/wasm-page-compressor.js', check, `${check} target[9] ^= 1;`] as const;

  it('is for pages changed by a round trip, in the exact and in the timed part', () => {
    const { status, stderr } = runChanged(...flip, '-c', 'lz4', '-s', 'batch', '--time', '0.1');
    assert.equal(status, 3);
    const line =
      'zswap-bench: \\[ZB_CORRECTNESS\\] tiny/lz4/16K/batch: [1-9]\\d* of \\d+ pages came back changed\n';
    assert.match(stderr, new RegExp(`^(${line}){2}$`));
  });

  it('is for wrong counts after threads', () => {
    const lost = ['model/zswap/zswap.js', 'this.compressedBytes += length;', ''] as const;
    const timed = ['-c', 'lz4', '-s', 'batch', '--time', '0.1', '--threads', '2'];
    // Writeback would take the exact part's count below zero.
    const { status, stderr } = runChanged(...lost, ...timed, '--shrink-worker', 'off');
    assert.equal(status, 3);
    const line =
      /^zswap-bench: \[ZB_CORRECTNESS\] tiny\/lz4\/16K\/batch: after threads, compressed bytes is \d+, counted anew \d+\n/;
    assert.match(stderr, line);
  });

  it('is for a result that cannot be read back, which is printed', () => {
    const broken = ['failingPage: statistics.failingPages()', 'failingPage: [[-1, 1]]'] as const;
    const args = ['-s', 'batch', '-c', 'lz4', '--no-timing', '--json'];
    const { status, stderr, stdout } = runChanged(
      'measure/exact/describe-exact.js',
      ...broken,
      ...args,
    );
    assert.equal(status, 3);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_CORRECTNESS\] the result cannot be read back: .* at cells\[0\]\.exact\.failingPage/,
    );
    assert.equal(JSON.parse(stdout).cells.length, 1);
  });

  it('is for pages changed by a round trip in compressors', () => {
    const { status, stdout, stderr } = runChanged(
      ...flip,
      'compressors',
      '-c',
      'lz4',
      '--time',
      '0.1',
    );
    assert.equal(status, 3);
    assert.match(stdout, /^tiny: 40 pages/m);
    const line =
      'zswap-bench: \\[ZB_CORRECTNESS\\] tiny/lz4: [1-9]\\d* of \\d+ pages came back changed\n';
    assert.match(stderr, new RegExp(`^(${line}){2}$`));
  });
});

describe('exit code 0', () => {
  it('is for declared drift; the table names it', () => {
    const { status, stdout, stderr } = runChanged(
      ...(['strategy/strategies.js', "['zswpout']", "['zswpout']"] as const),
      ...['-s', 'incremental', '-c', 'lz4', ...ONCE],
    );
    assert.deepEqual([status, stderr], [0, '']);
    assert.match(stdout, /zswpout \+\d+ \(known bug\) +drift /);
  });
});
