import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { ROOT } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';
import { storedFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const ZSTD_DECODER = 'corpus/wrapper/zstd-decoder';
const TRACER = `${ROOT}dist/test/support/trace-loads.js`;

/** Returns the packages, folders and source files that a command loads. */
function loaded(...args: string[]): Record<'packages' | 'folders' | 'files', ReadonlySet<string>> {
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
  const files = new Set<string>();
  for (const line of readFileSync(trace, 'utf8').split('\n')) {
    const path = line.replace(/^require:(?=[a-z])/, '/node_modules/');
    const name = /.*\/node_modules\/([^/]+)/.exec(path)?.[1];
    if (name !== undefined && !name.startsWith('node:')) packages.add(name);
    const file = /\/dist\/src\/(.+)\.js/.exec(path)?.[1];
    if (file !== undefined) files.add(file);
    const part = /\/dist\/src\/([^/]+)/.exec(path)?.[1];
    if (part !== undefined) folders.add(part);
  }
  return { packages, folders, files };
}

/** Files of the options of a grid and their shapes in a result. */
const OPTION_TABLE = [
  ...['compared-by', 'name', 'option-kinds', 'option-rows', 'option-table', 'option-values'],
  ...['read-shapes', 'settings'],
];

describe('start-up: commands without pages load only the command line', () => {
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
      const { packages, folders, files } = loaded(...args);
      assert.deepEqual([...packages], ['commander']);
      assert.deepEqual([...folders].sort(), ['cli', 'commands', 'common', 'program.js', 'result']);
      const results = [...files].filter((file) => file.startsWith('result/'));
      assert.deepEqual(
        results.sort(),
        OPTION_TABLE.map((name) => `result/${name}`),
      );
    });
  }
});

describe('start-up: a command loads only the modules that it needs', () => {
  it('corpus list: tables, no compressor, no measurement', () => {
    const { packages, folders } = loaded('corpus', 'list');
    assert.ok(packages.has('cli-table3'));
    for (const name of ['lz4-wasm', 'zstd-codec', 'tinybench']) {
      assert.ok(!packages.has(name), name);
    }
    assert.ok(!folders.has('compressor') && !folders.has('measure'));
  });

  it('report: no compressor, no measurement', () => {
    const result = join(folder, 'result.json');
    loaded('run', '--corpus', core, '--no-timing', '-c', 'lz4', '--json', '-o', result);
    const { packages, folders } = loaded('report', result, '-o', join(folder, 'report.html'));
    assert.deepEqual([...packages], ['commander']);
    assert.ok(!folders.has('compressor') && !folders.has('measure') && !folders.has('simulation'));
  });

  it('a run with lz4: no zstd', () => {
    const { packages, files } = loaded('run', '--corpus', core, '--no-timing', '-c', 'lz4');
    assert.ok(packages.has('cli-table3') && packages.has('commander'));
    assert.ok(!packages.has('zstd-codec') && !files.has(ZSTD_DECODER));
  });

  it('a run with deflate: pako', () => {
    const { packages, files } = loaded('run', '--corpus', core, '--no-timing', '-c', 'deflate:1');
    assert.ok(packages.has('pako') && !files.has(ZSTD_DECODER));
  });

  it('a corpus packed with zstd: its decoder', () => {
    const packed = fileIn(folder, 'packed.zst', storedFrame(readFileSync(core)));
    const { packages, files } = loaded('corpus', 'info', packed);
    assert.ok(files.has(ZSTD_DECODER) && !packages.has('zstd-codec'));
  });
});
