import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { publint } from 'publint';
import { fileIn, temporaryFolder } from './support/files.js';
import { packAndInstall } from './support/packed-package.js';
import { ROOT } from './support/program.js';

const { tarball, project } = packAndInstall(temporaryFolder());

function node(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: project,
    encoding: 'utf8',
  });
  return { exitCode: status, stdout, stderr };
}

describe('the package', () => {
  it('has no fault that publint finds', async () => {
    const { buffer } = readFileSync(tarball);
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.deepEqual(messages, []);
  });

  it('has what the program needs: corpora, compressors, thread code, the page of a report', () => {
    const program = join(project, 'node_modules/zswap-bench/bin/zswap-bench.js');
    const all = ['lz4', 'lzo', 'lzo-rle', 'zstd', 'deflate', 'lz4-wasm', 'zstd-codec', 'identity'];
    assert.equal(node(program, 'corpus', 'verify').exitCode, 0);
    const run = node(
      ...[program, 'run', '--corpus', 'cc1plus', '-c', all.join(), '-s', 'batch', '--repeat', '1'],
      ...['--jobs', '2', '--total-ram', '16M', '--no-timing', '--json', '-o', 'all.json'],
    );
    assert.deepEqual(run, { exitCode: 0, stdout: '', stderr: '' });
    const report = node(program, 'report', 'all.json', '-o', 'all.html');
    assert.deepEqual(report, { exitCode: 0, stdout: '', stderr: '' });
  });

  it('lists its dependencies as npm run docs does', () => {
    const { stdout } = node(join(ROOT, 'build/dependencies-page.js'));
    assert.equal(readFileSync(`${ROOT}docs/dependencies.md`, 'utf8'), stdout);
  });
});

describe('docs/library.md', () => {
  const page = readFileSync(`${ROOT}docs/library.md`, 'utf8');
  const names = [...page.matchAll(/^```ts\n(\/\/ (\S+\.mts)\n[^`]*)```$/gm)].map(
    ([, text, name]) => {
      fileIn(project, name, text);
      return name;
    },
  );

  it('has examples that compile with --strict, types of the package included', () => {
    assert.deepEqual(names, ['regression.mts', 'any-command.mts']);
    const { stdout, exitCode } = node(
      ...['node_modules/typescript/bin/tsc', '--strict', '--skipLibCheck', 'false'],
      ...['--module', 'nodenext', '--target', 'es2023', '--types', 'node', ...names],
    );
    assert.deepEqual([exitCode, stdout], [0, '']);
  });

  it('has examples that run with the packed package', () => {
    const regression = node('regression.mjs');
    assert.equal(
      regression.stdout,
      'fail [ true ]\nredis/lz4/64K/incremental 1638 1556\nZB_USAGE 2\n',
      regression.stderr,
    );
    assert.equal(node('any-command.mjs').stdout, '0 true\n');
  });
});
