import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { zswapBench } from '../support/program.js';

const folder = temporaryFolder();
let modules = 0;

/** Writes a strategy module that runs `body` in each store. */
function moduleOf(body: string): string {
  return fileIn(
    folder,
    `own${modules++}.mjs`,
    `import { isMainThread } from 'node:worker_threads';
    export default ({ strategies }) => ({
      ...strategies.batch,
      *path(store) {
        ${body}
        return yield* strategies.batch.path(store);
      },
    });`,
  );
}

const ON_MAIN = moduleOf(`if (isMainThread) throw new Error('on the main thread');`);
const REDIS = ['--corpus', 'redis', '--json'];
const BOTH = [...REDIS, '--corpus', 'node'];
const STRATEGIES = ['-s', 'batch,mainline-6.13'];
// One pass over the corpus, in a machine of its size.
const SMALL = ['--no-timing', '--total-ram', 'offered'];
// Enough cells for threads: they replay more than 200,000 pages.
const SWEEP = [...SMALL, '--repeat', '2', '-f', '64K', '--max-pool-percent', '10..40:1'];
const WIDE_SWEEP = [...SMALL, '--repeat', '1', '-c', 'lz4', '--max-pool-percent', '10..90:1'];
const ADVICE = [
  '--total-ram',
  '256M',
  '-f',
  '64K',
  '-c',
  'lzo,zstd',
  '--tasks',
  '4',
  '--repeat',
  '1',
];

describe('--jobs', () => {
  const commands: Readonly<Record<string, readonly string[]>> = {
    run: ['run', ...BOTH, ...STRATEGIES, ...SWEEP],
    'run in scenario steady': ['run', ...REDIS, ...STRATEGIES, ...SWEEP, '--scenario', 'steady'],
    advise: ['advise', ...REDIS, ...ADVICE],
    check: ['check', ...REDIS, ...STRATEGIES, '-f', '256K', '--schedules', '20'],
  };
  for (const [name, args] of Object.entries(commands)) {
    it(`does not change the output of ${name}`, async () => {
      const [one, two, three] = await Promise.all(
        ['1', '2', '3'].map((jobs) => inProcess(...args, '--jobs', jobs)),
      );
      assert.ok(one.stdout.length > 1000, one.stderr);
      // Not deepEqual: a difference would print megabytes.
      for (const other of [two, three]) {
        assert.ok(other.stdout === one.stdout, `${name}: other output`);
        assert.equal(other.exitCode, one.exitCode);
      }
    });
  }

  it('executes exact parts on other threads than the main one', async () => {
    const args = ['run', ...REDIS, ...WIDE_SWEEP, '-s', ON_MAIN];
    const { exitCode, stderr } = await inProcess(...args, '--jobs', '2');
    assert.deepEqual([exitCode, stderr], [0, '']);
    assert.match((await inProcess(...args, '--jobs', '1')).stderr, /on the main thread/);
  });

  it('executes checks on other threads than the main one', async () => {
    const args = ['check', '-s', ON_MAIN, '-f', '1M', '--schedules', '0'];
    assert.equal((await inProcess(...args, '--jobs', '2')).exitCode, 0);
    assert.match((await inProcess(...args, '--jobs', '1')).stderr, /on the main thread/);
  });

  it('starts no thread for little work', async () => {
    const args = ['run', ...SMALL, '--corpus', 'redis', '-s', ON_MAIN, '-c', 'lz4'];
    assert.match((await inProcess(...args, '--jobs', '8')).stderr, /on the main thread/);
  });
});

describe('a strategy module on threads', () => {
  const run = (module: string) => ['run', ...REDIS, ...WIDE_SWEEP, '-s', module, '--jobs', '2'];

  it('that throws ends the run with the line that one thread prints', async () => {
    const args = run(moduleOf(`throw new Error('boom');`));
    const many = await inProcess(...args);
    assert.deepEqual([many.exitCode, many.stdout], [2, '']);
    assert.match(
      many.stderr,
      /^zswap-bench: \[ZB_MODULE\] --strategy .* found exception 'boom' at step 1: [^\n]*\n$/,
    );
    assert.equal((await inProcess(...args, '--jobs', '1')).stderr, many.stderr);
  });

  it('that ends its thread ends the run with one line', async () => {
    const { exitCode, stdout, stderr } = await inProcess(
      ...run(moduleOf('if (!isMainThread) process.exit(7);')),
    );
    assert.deepEqual([exitCode, stdout], [3, '']);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_THREAD\] thread \d: .* exit code 7; see whether .* --jobs 1 too\n$/,
    );
  });

  it('that ends its thread ends a check too, and the process with it', () => {
    const module = moduleOf('if (!isMainThread) process.exit(7);');
    const args = ['check', '-s', module, '-f', '1M', '--schedules', '0', '--jobs', '2'];
    const { exitCode, stdout, stderr } = zswapBench(args);
    assert.deepEqual([exitCode, stdout], [3, '']);
    assert.match(stderr, /^zswap-bench: \[ZB_THREAD\] thread \d: .* exit code 7; [^\n]*\n$/);
  });

  it('that loads only on the main thread ends the run with one line', async () => {
    const module = fileIn(
      folder,
      'main-only.mjs',
      `import { isMainThread } from 'node:worker_threads';
      if (!isMainThread) throw new Error('not here');
      export default ({ strategies }) => strategies.batch;`,
    );
    const { exitCode, stderr } = await inProcess(...run(module));
    assert.equal(exitCode, 2);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_MODULE\] .*main-only.mjs: .*exception 'not here'; [^\n]*\n$/,
    );
  });
});
