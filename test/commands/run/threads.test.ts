import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const RUN = [
  'run',
  '--corpus',
  core,
  '-f',
  '16K',
  '--time',
  '0.1',
  '--threads',
  '2',
  '--total-ram',
  'offered',
];

/** Creates a strategy module: batch with other parts, after the code in `before`. */
function module(name: string, before: string, parts = ''): string {
  const text = `import { isMainThread } from 'node:worker_threads';
${before}
export default ({ strategies: { batch } }) => ({ ...batch${parts} });\n`;
  return fileIn(folder, name, text);
}

test('threads: every compressor and a user strategy run', async () => {
  const own = module('own.mjs', '');
  const { exitCode, stdout, stderr } = await inProcess(
    ...[...RUN, '-c', 'all', '-s', `mainline-6.13,${own}`, '--json'],
  );
  assert.deepEqual([exitCode, stderr], [0, '']);
  const { config, cells } = JSON.parse(stdout);
  assert.equal(config.threads, 2);
  for (const { key, timed } of cells) {
    assert.deepEqual(timed.recount, [], key);
    assert.equal(timed.roundTrip.mismatches, 0, key);
  }
});

test('threads: the table prints their number, unless it is one', async () => {
  const table = async (...args: string[]) => (await inProcess(...RUN, '-c', 'lz4', ...args)).stdout;
  assert.match(await table('--threads', '3'), /^Throughput of 3 threads on /m);
  assert.match(await table('--threads', '1'), /^Throughput on /m);
});

test('threads: an exiting thread ends the run with one line', async () => {
  const leaving = module('leaving.mjs', 'if (!isMainThread) process.exit(5);');
  const { exitCode, stdout, stderr } = await inProcess(...RUN, '-c', 'lz4', '-s', leaving);
  assert.deepEqual([exitCode, stdout], [3, '']);
  assert.match(stderr, /^zswap-bench: \[ZB_THREAD\] thread \d: expected .*; see .*\n$/);
  assert.ok(stderr.includes('it ended with exit code 5'), stderr);
});

// In the exact part and with one thread the module works.
const ON_THREADS: Readonly<Record<string, readonly [string, string, RegExp]>> = {
  'does not load': [
    "if (!isMainThread) throw new Error('not here');",
    '',
    /expected a module that loads; found exception 'not here'/,
  ],
  'has a policy that throws': [
    '',
    ", memcg: () => ({ charge: () => { if (!isMainThread) throw new Error('no'); } })",
    /expected memcg\.charge\(\) not to throw; found exception 'no'/,
  ],
  'has a path that does not end': [
    '',
    ', *path(store) { while (!isMainThread) yield 1; return yield* batch.path(store); }',
    /expected path\(\) to end within \d+ steps/,
  ],
};

for (const [what, [before, parts, message]] of Object.entries(ON_THREADS)) {
  test(`threads: a module that ${what} on a thread ends the run with one line, exit code 2`, async () => {
    const path = module('threaded.mjs', before, parts);
    const { exitCode, stdout, stderr } = await inProcess(...RUN, '-c', 'lz4', '-s', path);
    assert.deepEqual([exitCode, stdout], [2, ''], stderr);
    assert.match(stderr, /^zswap-bench: \[ZB_MODULE\] --strategy \S+threaded\.mjs: expected .*\n$/);
    assert.match(stderr, message);
  });
}

for (const threads of ['0', '65', '1.5', 'two']) {
  test(`threads: --threads ${threads} is an error`, async () => {
    const { exitCode, stderr } = await inProcess('run', '--threads', threads);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--threads/);
  });
}
