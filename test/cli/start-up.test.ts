import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/files.js';
import { ROOT } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const TRACER = `${ROOT}dist/test/support/trace-loads.js`;

/** The packages, the folders of the source and the files of result/ that a command loads. */
function loaded(...args: string[]): Record<'packages' | 'folders' | 'results', Set<string>> {
  const trace = join(folder, 'loads');
  rmSync(trace, { force: true });
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', TRACER, `${ROOT}bin/zswap-bench.js`, ...args],
    { encoding: 'utf8', env: { ...process.env, TRACE_LOADS: trace } },
  );
  assert.ok(status === 0 || status === 2, stderr);
  const packages = new Set<string>();
  const folders = new Set<string>();
  const results = new Set<string>();
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const path = line.replace(/^require:(?=[a-z])/, '/node_modules/');
    const name = /.*\/node_modules\/([^/]+)/.exec(path)?.[1];
    if (name !== undefined && !name.startsWith('node:')) packages.add(name);
    const part = /\/dist\/src\/([^/]+)/.exec(path)?.[1];
    if (part !== undefined) folders.add(part);
    const result = /\/dist\/src\/result\/([^/]+)/.exec(path)?.[1];
    if (result !== undefined) results.add(result);
  }
  return { packages, folders, results };
}

/** The options of a grid, and the shapes that they have in a result. */
const OPTION_TABLE = [
  ...['name.js', 'option-kinds.js', 'option-table.js', 'read-shapes.js', 'settings.js'],
];

describe('what needs no pages loads no more than the command line', () => {
  const commands = [
    ['--help'],
    ['--version'],
    ['run', '--help'],
    ['corpus', '--help'],
    ['corpus', 'capture', '--help'],
    ['report', '--help'],
    ['rnu'],
    ['run', '--nope'],
    ['run', '--tasks', '0'],
    [],
  ];
  for (const args of commands) {
    it(args.join(' ') || 'no arguments at all', () => {
      const { packages, folders, results } = loaded(...args);
      assert.deepEqual([...packages], ['commander']);
      assert.deepEqual([...folders].sort(), ['cli', 'commands', 'common', 'program.js', 'result']);
      assert.deepEqual([...results].sort(), OPTION_TABLE);
    });
  }
});

describe('a command loads what it needs, and not more', () => {
  it('the list of corpora: tables, no compressor and no measuring', () => {
    const { packages, folders } = loaded('corpus', 'list');
    assert.ok(packages.has('cli-table3'));
    for (const name of ['lz4-wasm', 'zstd-codec', 'zstddec', 'tinybench']) {
      assert.ok(!packages.has(name), name);
    }
    assert.ok(!folders.has('compressor') && !folders.has('measure'));
  });

  it('a report: neither what compresses nor what measures', () => {
    const result = join(folder, 'result.json');
    loaded('run', '--corpus', core, '--no-timing', '-c', 'lz4', '--json', '-o', result);
    const { packages, folders } = loaded('report', result, '-o', join(folder, 'report.html'));
    assert.deepEqual([...packages], ['commander']);
    assert.ok(!folders.has('compressor') && !folders.has('measure') && !folders.has('simulation'));
  });

  it('a run with lz4: no zstd', () => {
    const { packages } = loaded('run', '--corpus', core, '--no-timing', '-c', 'lz4');
    assert.ok(packages.has('cli-table3') && packages.has('commander'));
    assert.ok(!packages.has('zstd-codec') && !packages.has('zstddec'));
  });

  it('a run with zstd: zstd', () => {
    const { packages } = loaded('run', '--corpus', core, '--no-timing', '-c', 'zstd:1');
    assert.ok(packages.has('zstd-codec') && !packages.has('zstddec'));
  });
});
