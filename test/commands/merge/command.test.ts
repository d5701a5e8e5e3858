import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { ROOT } from '../../support/program.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const GRID = [
  'run',
  '--corpus',
  core,
  '-s',
  'all',
  '-f',
  '4K,16K',
  '--no-timing',
  '--json',
  '--total-ram',
  'offered',
];

/** Runs the program as a process; expects exit code 0. */
async function process(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<void> {
  const child = spawn('node', [`${ROOT}bin/zswap-bench.js`, ...args], {
    env: { ...globalThis.process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [exitCode] = await once(child, 'exit');
  assert.equal(exitCode, 0, args.join(' '));
}

test('merge: eight shards of eight processes equal the unsharded run', async () => {
  const shards = Array.from({ length: 8 }, (_, i) => join(folder, `${i}.json`));
  const whole = join(folder, 'whole.json');
  await Promise.all([
    process([...GRID, '-o', whole]),
    ...shards.map((path, i) =>
      process([...GRID, '--shard', 'auto', '-o', path], {
        JOB_COMPLETION_INDEX: String(i),
        JOB_COMPLETIONS: '8',
      }),
    ),
  ]);
  const merged = join(folder, 'merged.json');
  const made = await inProcess('merge', ...shards.toReversed(), '--json', '-o', merged);
  assert.deepEqual(made, { exitCode: 0, stdout: '', stderr: '' });
  assert.equal(readFileSync(merged, 'utf8'), readFileSync(whole, 'utf8'));
});

test('merge: undeclared drift gives exit code 3, as in run', async () => {
  const { stdout } = await inProcess(...GRID, '--shard', '1/1');
  const undeclared = stdout.replaceAll('"declared": ["zswpout"]', '"declared": []');
  assert.notEqual(undeclared, stdout);
  const path = fileIn(folder, 'drift.json', undeclared);
  const { exitCode, stderr } = await inProcess('merge', path);
  assert.equal(exitCode, 3);
  assert.match(stderr, /incremental: zswpout drifted by/);
});

test('merge: a shard number out of range is an error of one short line', async () => {
  const { stdout } = await inProcess(...GRID, '--shard', '1/1');
  const shards: readonly [index: number, count: number, found: RegExp][] = [
    [1, 2 ** 53 - 1, /from 1 to 100000 at shard\.count; found 9007199254740991/],
    [9, 3, /from 1 to 3 at shard\.index; found 9/],
    [1, 100_000, /found no shard 2, 3, .*, 21 and 99979 more;/],
  ];
  for (const [index, count, found] of shards) {
    const path = fileIn(
      folder,
      's.json',
      JSON.stringify({ ...JSON.parse(stdout), shard: { index, count } }),
    );
    const { exitCode, stderr } = await inProcess('merge', path);
    assert.equal(exitCode, 2);
    assert.match(stderr, found);
    assert.ok(stderr.length < 1000, `${stderr.length} characters`);
  }
});

test('merge: an invalid result is an error, and the output file is unchanged', async () => {
  const path = fileIn(folder, 'broken.json', '{"schema": "zswap-bench.result/1"');
  const output = fileIn(folder, 'kept.json', 'kept');
  const { exitCode, stderr } = await inProcess('merge', path, '-o', output);
  assert.equal(exitCode, 2);
  assert.match(stderr, /^zswap-bench: .*broken\.json: expected [^\n]*\n$/);
  assert.equal(readFileSync(output, 'utf8'), 'kept');
});
