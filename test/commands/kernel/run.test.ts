import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { ResultDocument } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import {
  type DoubleOptions,
  kernelConsole,
  withKernelDouble,
} from '../../support/kernel-double.js';
import { type Ended, zswapBench } from '../../support/program.js';

const CELL = ['-c', 'lz4', '-f', '4K', '--tasks', '1', '--offer', '8K'];

function run(options: DoubleOptions = {}, ...more: string[]): Ended {
  return runConsole(kernelConsole(1, options), undefined, ...more);
}

function runConsole(console: readonly string[], then?: string, ...more: string[]): Ended {
  return withKernelDouble(console, then, ({ image, pages }) => [
    ...['kernel', 'run', '--image', image, '--corpus', pages, ...CELL, ...more],
  ]);
}

/** Checks that a command ended with one line. */
function failed({ exitCode, stderr, stdout }: Ended, code: number, message: RegExp): void {
  const lines = stderr.split('\n').filter((line) => /\[ZB_/.test(line));
  assert.equal(exitCode, code, stderr);
  assert.equal(stdout, '');
  assert.equal(lines.length, 1, stderr);
  assert.match(lines[0], message);
}

describe('kernel run', () => {
  it('prints a result with the kernel as strategy, without fields that it does not tell', () => {
    const { exitCode, stdout } = run({}, '--json');
    assert.equal(exitCode, 0);
    const { cells, config, schema } = JSON.parse(stdout) as ResultDocument;
    assert.equal(schema, 'zswap-bench.result/1');
    assert.deepEqual(config.strategies, ['kernel-6.18.1']);
    assert.equal(config.totalRamBytes, 1048576 * 1024);
    const [{ key, kernel, exact }] = cells;
    assert.equal(key, 'two/lz4/4K/kernel-6.18.1');
    assert.equal(kernel, '6.18');
    assert.deepEqual(exact.pages, { offered: 2, stored: 2, rejected: 0, zero: 0 });
    assert.equal(exact.counters.zswpout, 2);
    assert.equal(exact.counters.stored_pages, 2);
    assert.equal(exact.pool.limitPages, 2621);
    assert.deepEqual(exact.roundTrip, { checked: 2, mismatches: 0 });
    assert.equal(exact.rollback.verdict, 'exact');
    for (const absent of ['rejects', 'failingPage', 'wasted', 'progress', 'oracle', 'timeline']) {
      assert.ok(!(absent in exact), absent);
    }
  });

  it('records the CPUs of the machine, given or one for each task', () => {
    const cpusOf = ({ stdout }: Ended) => (JSON.parse(stdout) as ResultDocument).config.cpus;
    assert.deepEqual(cpusOf(run({}, '--json', '--cpus', '3')), [3]);
    assert.deepEqual(cpusOf(run({}, '--json', '--nodes', '2')), [2]);
    assert.deepEqual(cpusOf(run({}, '--json')), [1]);
  });

  it('prints the release, and no seed', () => {
    const [header] = run().stdout.split('\n\n');
    assert.match(header, /, kernel 6\.18\.1,/);
    assert.doesNotMatch(header, /seed/);
  });

  it('prints tables with - for what is absent', () => {
    const { stdout } = run();
    assert.match(stdout, /^two\/lz4\/4K\/kernel-6\.18\.1 +2 +2 +- +- +- +2621/m);
    assert.match(stdout, /^two\/lz4\/4K\/kernel-6\.18\.1 +0 +2 +2 +none +exact +2 of 2/m);
  });

  it('makes a document that compare, gate and report take', () => {
    const folder = temporaryFolder();
    const file = `${folder}/result.json`;
    writeFileSync(file, run({}, '--json').stdout);
    const args = ['gate', '--baseline', file, '--current', file, '--no-timing'];
    assert.equal(zswapBench(args).exitCode, 0);
    assert.match(
      zswapBench(['compare', file, file]).stdout,
      /Verdict: no difference in \d+ exact fields/,
    );
    assert.equal(zswapBench(['report', file, '-o', `${folder}/report.html`]).exitCode, 0);
  });

  it('ends with 3 where a counter drifts, a page changes or the kernel warns', () => {
    const leak = run({ counters: { after: { zswap: { stored_pages: 1 } } } });
    assert.equal(leak.exitCode, 3);
    assert.match(leak.stdout, /stored_pages \+1 +drift/);
    assert.match(leak.stderr, /two\/lz4\/4K\/kernel-6.18.1: stored_pages drifted by 1\n/);
    const changed = run({ tally: { mismatchedPages: 1, firstMismatch: 0 } });
    assert.equal(changed.exitCode, 3);
    assert.match(changed.stderr, /1 of 2 pages came back changed/);
    const warned = run({ warnings: ['[ 2.0] WARNING: CPU: 0 PID: 1 at mm/page_counter.c:60'] });
    assert.equal(warned.exitCode, 3);
    assert.match(warned.stderr, /the kernel warns: .*page_counter/);
  });

  it('refuses what a kernel cannot be told in one line', () => {
    const refused: [args: string[], RegExp][] = [
      [['-s', 'batch'], /--strategy: .* found a strategy 'batch'/],
      [['--seed', '2'], /--seed: .* a kernel has none/],
      [['--time', '2'], /--time: .* gives no times/],
      [['--threads', '2'], /--threads: /],
      [['--total-ram', '1G'], /--total-ram: .* pass --memory/],
      [['--kernel', '6.18'], /--kernel: .* that of --image/],
      [['--shrink-worker', 'off'], /--shrink-worker: expected on; found 'off'/],
      [['--scenario', 'steady'], /--scenario: expected fill or edge/],
      [['--memcgs', '5'], /--memcgs: /],
      [['-c', 'lz4-wasm'], /--compressor: expected one of lz4, lzo, lzo-rle, zstd, deflate/],
      [['-c', 'zstd:1'], /--compressor: .*'zstd:1'/],
      [['--memory', '64M'], /--memory: expected at least 256M/],
    ];
    for (const [args, message] of refused) {
      failed(zswapBench(['kernel', 'run', '--image', 'x', ...args]), 2, message);
    }
  });

  it('names what is missing: the image, a program, a feature of the kernel', () => {
    failed(zswapBench(['kernel', 'run']), 2, /\[ZB_USAGE\] --image: .* found none/);
    failed(zswapBench(['kernel', 'run', '--image', 'no-such']), 2, /\[ZB_GUEST\] no-such: /);
    const error = { step: 'set the compressor', errno: 2, text: 'No such file or directory' };
    const message =
      /\[ZB_GUEST\] kernel 6.18.1, two with lz4 and folios of 4K: .*set the compressor/;
    failed(run({ error }), 2, message);
  });

  it('tells a guest that hangs, panics or prints garbage by its code', () => {
    const begun = kernelConsole().slice(0, 2);
    const hang = 'while :; do sleep 0.1; done';
    failed(runConsole(begun, hang, '--time-limit', '1'), 2, /\[ZB_GUEST\] .* no end in cell 1/);
    const panic = [...begun, '[ 3.0] Kernel panic - not syncing: zswap'];
    failed(runConsole(panic), 3, /\[ZB_GUEST_UNTRUSTED\] .* a panic in cell 1: zswap/);
    failed(runConsole([...begun, 'zswap-bench: {"seq'], hang), 3, /\[ZB_GUEST_UNTRUSTED\] /);
  });
});
