import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../support/files.js';
import { start } from '../support/processes.js';
import { ROOT, zswapBench } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw, core } = writeTinyCorpora(folder);
const RUN = ['run', '--corpus', core, '--no-timing', '-c', 'lz4', '--total-ram', 'offered'];

/** Runs with a stdout whose reader has closed it. */
async function withoutReader(args: readonly string[]) {
  const running = start(args, { cwd: folder });
  running.child.stdout?.destroy();
  return { ...(await running.ended), stderr: running.said.stderr };
}

async function withFull(stream: 'stdout' | 'stderr', args: readonly string[]) {
  const full = openSync('/dev/full', 'w');
  try {
    const stdio = ['ignore', 'pipe', 'pipe'] as ('ignore' | 'pipe' | number)[];
    stdio[stream === 'stdout' ? 1 : 2] = full;
    const running = start(args, { cwd: folder, stdio });
    return { ...(await running.ended), ...running.said };
  } finally {
    closeSync(full);
  }
}

describe('a stdout whose reader has closed it', () => {
  for (const args of [RUN, [...RUN, '--json'], ['corpus', 'list'], ['run', '--help']]) {
    it(`ends quietly: ${args[0]} ${args.at(-1)}`, async () => {
      const { exitCode, signal, stderr } = await withoutReader(args);
      assert.deepEqual([exitCode, signal, stderr], [0, null, '']);
    });
  }

  it('does not prevent saving the result', async () => {
    const { exitCode } = await withoutReader([...RUN, '--save', 'unread']);
    assert.equal(exitCode, 0);
    const saved = readFileSync(join(folder, 'bench-results/unread.json'), 'utf8');
    assert.equal(JSON.parse(saved).cells.length, 2);
  });

  it('does not hide a failure', async () => {
    const { exitCode, stderr } = await withoutReader(['run', '--strategy', 'nope']);
    assert.equal(exitCode, 2);
    assert.match(stderr, /'nope'/);
  });
});

describe('/dev/stdout as output', { skip: !existsSync('/dev/stdout') && 'no /dev/stdout' }, () => {
  it('is written if it is a pipe', () => {
    const command = `node ${ROOT}bin/zswap-bench.js corpus list --json -o /dev/stdout | cat`;
    assert.ok(JSON.parse(execFileSync('sh', ['-c', command], { encoding: 'utf8' })));
  });
});

describe('a stream that cannot be written', {
  skip: !existsSync('/dev/full') && 'no /dev/full',
}, () => {
  it('is an error if it is stdout', async () => {
    for (const args of [RUN, ['corpus', 'list'], ['--help']]) {
      const { exitCode, stderr } = await withFull('stdout', args);
      assert.equal(exitCode, 2);
      assert.match(
        stderr,
        /^zswap-bench: \[ZB_OUTPUT\] stdout: expected .*; found no space left on device; .*\n$/,
      );
    }
  });

  it('changes nothing if it is stderr', async () => {
    const failed = await withFull('stderr', ['run', '--strategy', 'nope']);
    assert.deepEqual([failed.exitCode, failed.stdout], [2, '']);
    const { exitCode, stdout } = await withFull('stderr', [
      'run',
      '--corpus',
      raw,
      ...RUN.slice(3),
    ]);
    assert.equal(exitCode, 0);
    assert.match(stdout, /^Rejects and limits\n/m);
  });
});

describe('a stdout that takes partial writes', () => {
  const all = `${ROOT}bin/zswap-bench.js`;
  const into = (limit: string) => {
    const command = `${limit}; exec "$@" >torn`;
    const args = ['-c', command, 'bash', process.execPath, all, ...RUN, '-s', 'all', '--json'];
    return spawnSync('bash', args, { cwd: folder, encoding: 'utf8' });
  };

  it('is an error with exit code 2', () => {
    const { status, stderr } = into('ulimit -f 8');
    assert.equal(status, 2);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_OUTPUT\] stdout: expected .*; found file too large; .*\n$/,
    );
    assert.equal(statSync(join(folder, 'torn')).size, 8 * 1024, 'it took what it could');
  });

  it('receives everything with retries', () => {
    assert.equal(into(':').status, 0);
    const { stdout } = zswapBench([...RUN, '-s', 'all', '--json'], folder);
    assert.equal(readFileSync(join(folder, 'torn'), 'utf8'), stdout);
  });
});

describe('streams that are not terminals', () => {
  it('have no progress and no colour', () => {
    const { exitCode, stdout, stderr } = zswapBench(['run', '--corpus', core, '--time', '0.1']);
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.doesNotMatch(stdout, /[^\n\x20-\x7e]/, 'plain ASCII');
  });
});
