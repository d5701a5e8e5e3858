import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const REGISTRY = new URL('../../../src/strategy/registry.js', import.meta.url).href;
const RUN = ['run', '--corpus', core, '-f', '16K', '--time', '0.1', '--threads', '2'];

/** A strategy module: batch, after `before` has run. */
function module(name: string, before: string): string {
  const text = `import { isMainThread } from 'node:worker_threads';
import { STRATEGIES } from '${REGISTRY}';
${before}
export default STRATEGIES.get('batch');\n`;
  return fileIn(folder, name, text);
}

test('every compressor and a strategy of one’s own run on threads', async () => {
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

test('the table says how many threads there were, and nothing of one', async () => {
  const table = async (...args: string[]) =>
    (await inProcess('run', '--corpus', core, '-c', 'lz4', '--time', '0.1', ...args)).stdout;
  assert.match(await table('--threads', '3'), /^Throughput of 3 threads on /m);
  assert.match(await table('--threads', '1'), /^Throughput on /m);
});

test('a thread that throws, or leaves, ends the run with one line', async () => {
  const throwing = module('throwing.mjs', "if (!isMainThread) throw new Error('not here');");
  const leaving = module('leaving.mjs', 'if (!isMainThread) process.exit(5);');
  const found = { [throwing]: 'not here', [leaving]: 'it ended with exit code 5' };
  for (const [path, reason] of Object.entries(found)) {
    const { exitCode, stdout, stderr } = await inProcess(...RUN, '-c', 'lz4', '-s', path);
    assert.deepEqual([exitCode, stdout], [3, '']);
    assert.match(stderr, /^zswap-bench: \[ZB_THREAD\] thread \d: expected .*; see .*\n$/);
    assert.ok(stderr.includes(reason), stderr);
  }
});

for (const threads of ['0', '65', '1.5', 'two']) {
  test(`--threads ${threads} is refused`, async () => {
    const { exitCode, stderr } = await inProcess('run', '--threads', threads);
    assert.equal(exitCode, 2);
    assert.match(stderr, /--threads/);
  });
}
