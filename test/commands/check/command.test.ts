import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import type { CheckReport, StrategyReport } from '../../../src/commands/check/document.js';
import { checkTests } from '../../../src/commands/check/ktap.js';
import { firstMissing } from '../../support/documented.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { type ReadTest, readKtap } from '../../support/ktap.js';
import type { Ended } from '../../support/program.js';
import { ROOT, zswapBench } from '../../support/program.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { raw } = writeTinyCorpora(folder);
const SMALL = ['--corpus', raw, '-f', '4K,16K', '--schedules', '20'];

const check = (...args: string[]): Promise<Ended> => inProcess('check', ...SMALL, ...args);

test('check: v7 leaves zswpout too high: exit code 3, counter and drift printed', async () => {
  const { exitCode, stdout } = await check('--kernel', 'v7');
  assert.equal(exitCode, 3);
  assert.match(stdout, /^incremental +v7 .* drift$/m);
  assert.match(stdout, /^incremental +zswpout +index_node +\+1 \.\. \+\d+ +\d+$/m);
  assert.match(stdout, /^incremental: zswpout \+1 in the smallest case found$/m);
  assert.match(stdout, /\nVerdict: drift in incremental\n$/);
  assert.doesNotMatch(stdout, /stored_pages +index_node/);
});

test('check: 6.13 rolls back uncounted pages: exit code 3, counters and drift printed', async () => {
  const { exitCode, stdout } = await check('--kernel', '6.13');
  assert.equal(exitCode, 3);
  for (const counter of ['stored_pages', 'memcg_zswap', 'memcg_zswapped']) {
    assert.match(
      stdout,
      new RegExp(`^mainline-6\\.13 +${counter} +zs_malloc +-\\d+ \\.\\. -\\d+ `, 'm'),
    );
  }
  assert.match(stdout, /^mainline-6\.13: memcg_zswapped -1 in the smallest case found$/m);
  assert.match(stdout, /^mainline-6\.13: stored_pages -1, memcg_zswap -\d+, memcg_zswapped -1 in/m);
});

test('check: --expect-drift has exit code 0 with drift, 1 without', async () => {
  assert.equal((await check('--kernel', 'v7', '--expect-drift')).exitCode, 0);
  assert.equal((await check('--kernel', '6.13', '--expect-drift')).exitCode, 0);
  assert.equal((await check('-s', 'batch', '--expect-drift')).exitCode, 1);
  assert.equal((await check('-s', 'batch,incremental', '--expect', 'drift')).exitCode, 0);
});

test('check: batch and the strategies of later kernels pass', async () => {
  const { exitCode, stdout } = await check('-s', 'batch');
  assert.equal(exitCode, 0);
  assert.match(stdout, /^batch +all .* exact$/m);
  assert.match(stdout, /\nVerdict: exact: no drift in \d+ cases, all reachable steps reached\n$/);
  assert.doesNotMatch(stdout, /What is off/);
  for (const [kernel, strategy] of [
    ['6.12', 'mainline-6.12'],
    ['6.14', 'mainline-6.14'],
    ['6.18', 'mainline-6.18'],
    ['7.1', 'mainline-6.18'],
    ['7.3', 'mainline-7.3'],
  ]) {
    const passed = await check('--kernel', kernel, '--json');
    assert.equal(passed.exitCode, 0, kernel);
    const { strategies } = JSON.parse(passed.stdout) as CheckReport;
    assert.deepEqual(
      strategies.map((each) => each.strategy),
      [strategy],
    );
  }
});

test('check: stdout is reproducible for one seed; times go to stderr', () => {
  const args = ['check', ...SMALL, '-s', 'mainline-6.13,reserve', '--seed', '7'];
  const [one, other] = [zswapBench(args), zswapBench(args)];
  assert.equal(one.stdout, other.stdout);
  assert.match(one.stderr, /\d+ steps in [\d.]+ s/);
  assert.doesNotMatch(one.stdout, /\d s$/m);
  const otherSeed = zswapBench([...args.slice(0, -1), '8']);
  assert.notEqual(otherSeed.stdout, one.stdout);
});

test('check: --json prints one document, with drift and smallest cases', async () => {
  const { stdout } = await check('-s', 'batch,incremental', '--json');
  const { schema, config, strategies } = JSON.parse(stdout) as CheckReport;
  assert.equal(schema, 'zswap-bench.check/1');
  assert.deepEqual(config.folioSizes, ['4K', '16K']);
  assert.deepEqual(
    config.corpora.map(({ name }) => name),
    ['tiny'],
  );
  assert.equal(JSON.stringify(config).includes(folder), false, 'no path');
  assert.deepEqual(
    strategies.map(({ verdict }) => verdict),
    ['exact', 'drift'],
  );
  const [, { drifts, findings, cases, schedules }] = strategies;
  // 84 single faults, 1600 pairs under two schedules each, 20 random cases, and the pairs of conditions.
  assert.ok(cases > 84 + 1600 + 20);
  assert.ok(schedules > 84 + 3200 + 20);
  assert.ok(drifts.every(({ subject, lowest }) => subject === 'zswpout' && lowest >= 1));
  assert.deepEqual(findings[0].violations, [{ subject: 'zswpout', off: 1 }]);
});

test('check: KTAP has a test per strategy, a subtest per counter, and the replay command of a failure', async () => {
  const { exitCode, stdout } = await check('-s', 'batch,incremental', '--format', 'ktap');
  assert.equal(exitCode, 3);
  const [batch, incremental] = readKtap(stdout);
  assert.deepEqual([batch.name, batch.ok], ['tiny/batch', true]);
  assert.deepEqual([incremental.name, incremental.ok], ['tiny/incremental', false]);
  const names = ({ subtests }: ReadTest) => subtests.map(({ name }) => name);
  assert.deepEqual(names(batch), names(incremental));
  for (const name of ['stored_pages', 'memcg_zswapped', 'pool_pages', 'error']) {
    assert.ok(names(batch).includes(name), name);
  }
  const failed = incremental.subtests.filter(({ ok }) => !ok);
  assert.deepEqual(names({ ...incremental, subtests: failed }), ['zswpout']);
  const [{ diagnostics }] = failed;
  assert.match(diagnostics[0], /^zswpout \+1 \.\. \+\d+ in \d+ cases: \w+$/);
  assert.match(diagnostics.at(-1) ?? '', /^replay: zswap-bench check -s incremental .* --replay /);
});

test('check: KTAP counts the share of one memcg, and an error, under their own tests', () => {
  const drift = (subject: string) => ({ subject, cause: 'x', lowest: -1, highest: 2, cases: 3 });
  const report = {
    ...{ strategy: 's', corpus: 'c', kernel: '6.18', verdict: 'drift', findings: [] },
    ...{ cases: 1, schedules: 1, steps: 1, faults: 1, interleaved: null, coverage: null },
    drifts: [drift('memcg_zswap of memcg1'), drift('error: no room')],
  } satisfies StrategyReport;
  const [{ subtests = [] }] = checkTests({ strategies: [report] } as unknown as CheckReport);
  assert.deepEqual(
    subtests.filter(({ outcome }) => outcome === 'fail'),
    [
      ['memcg_zswap', 'memcg_zswap of memcg1 -1 .. +2 in 3 cases: x'],
      ['error', 'error: no room -1 .. +2 in 3 cases: x'],
    ].map(([name, line]) => ({ name, outcome: 'fail', diagnostics: [line] })),
  );
});

test('check: the legend explains drift and exact', async () => {
  const { stdout } = await check('-s', 'batch');
  assert.match(stdout, /^verdict +exact: all counters equal .*; drift: some counter differed$/m);
});

test('check: the replay command of a finding reproduces its case', async () => {
  const { stdout } = await check('--kernel', '6.13');
  const blocks = stdout.split(/^(?=mainline-6\.13: )/m).slice(1);
  assert.ok(blocks.length >= 2);
  for (const block of blocks) {
    const [, command] = /^replay: (.*)$/m.exec(block) ?? [];
    assert.ok(command);
    const alias = 'zswap-bench() { "$PROGRAM_NODE" "$PROGRAM" "$@"; }';
    const replayed = spawnSync('bash', ['-c', `${alias}; ${command}`], {
      encoding: 'utf8',
      env: { ...process.env, PROGRAM_NODE: process.execPath, PROGRAM: `${ROOT}bin/zswap-bench.js` },
    });
    assert.equal(replayed.status, 3, replayed.stderr);
    const lines = block.trimEnd().split('\n');
    assert.equal(firstMissing(lines, replayed.stdout), undefined, 'trace, drift and command');
  }
});

const STORE = '{"kind":"store","pageCount":1,"page":0,"older":false,"memcg":0}';
const rooms = '"roomPages":null,"memcgRoomPages":null,"parentRoomPages":null';
const replayOf = (tasks: string, faults = '[]', schedule = '[]') =>
  `{"tasks":${tasks},"faults":${faults},${rooms},"schedule":${schedule}}`;

test('check: --replay runs any valid case', async () => {
  const passes = await check('-s', 'batch', '--replay', replayOf(`[${STORE}]`));
  assert.equal(passes.exitCode, 0);
  assert.match(passes.stdout, /no drift/);
});

test('check: an invalid case is an error', async () => {
  const fault = (text: string) => replayOf(`[${STORE}]`, `[${text}]`);
  for (const text of [
    '',
    'null',
    '[]',
    '{}',
    '{"tasks":',
    `{"tasks":[${STORE}],"roomsPages":1}`,
    `{"tasks":[${STORE},${STORE}],"schedule":"alternating"}`,
    replayOf('[]'),
    replayOf('[1]'),
    replayOf('[null]'),
    replayOf('[{"kind":"load"}]'),
    replayOf(`[${STORE.replace('"memcg":0', '"memcg":2')}]`),
    replayOf(`[${STORE.replace('"pageCount":1', '"pageCount":0')}]`),
    replayOf(`[${STORE.replace('"pageCount":1', '"pageCount":513')}]`),
    replayOf(`[${STORE.replace('"page":0', '"page":0.5')}]`),
    replayOf(`[${STORE.replace('false', '0')}]`),
    replayOf(`[${STORE}]`, '[]', '[1]'),
    replayOf(`[${STORE}]`, '[]', '["0"]'),
    fault('{"task":1,"point":"zs_malloc","occurrence":0}'),
    fault('{"task":0,"point":"nowhere","occurrence":0}'),
    fault('{"task":0,"point":"zs_malloc","occurrence":-1}'),
    replayOf(`[${STORE}]`).replace('"roomPages":null', '"roomPages":-1'),
  ]) {
    const { exitCode, stdout, stderr } = await check('-s', 'batch', '--replay', text);
    assert.equal(exitCode, 2, text);
    assert.equal(stdout, '');
    assert.match(stderr, /--replay: expected a case as check prints it/);
  }
});

test('check: an unknown strategy or kernel is an error that lists the known ones', async () => {
  const strategy = await check('-s', 'bach');
  assert.equal(strategy.exitCode, 2);
  assert.match(strategy.stderr, /'bach'.*did you mean 'batch'/);
  const kernel = await check('--kernel', 'six');
  assert.equal(kernel.exitCode, 2);
  assert.match(kernel.stderr, /v7, 6\.12, 6\.13, 6\.14, 6\.16, 6\.17, 6\.18, 7\.3/);
});

test('check: contradictory options are errors', async () => {
  for (const args of [
    ['--expect', 'nothing'],
    ['--schedules', '-1'],
    ['--schedules', 'many'],
    ['--seed', '1.5'],
    ['-f', '5K'],
    ['--corpus', 'nowhere'],
  ]) {
    const { exitCode, stdout } = await inProcess('check', '-s', 'batch', ...args);
    assert.equal(exitCode, 2, args.join(' '));
    assert.equal(stdout, '');
  }
});

/** Creates a strategy module like a user's: `batch` with another path, whose body is given as text. */
function moduleWith(name: string, body: string): string {
  const text = `export default ({ strategies: { batch } }) => ({ ...batch, *path(store) { ${body} } });\n`;
  return fileIn(folder, name, text);
}

test('check: a correct strategy module passes', async () => {
  const path = moduleWith('sound.mjs', 'return yield* batch.path(store);');
  const { exitCode, stdout, stderr } = await check('-s', path);
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /^sound +all .* exact$/m);
});

test('check: a path without a pool reference and a wrong outcome are caught', async () => {
  for (const [name, body, caught] of [
    [
      'unheld.mjs',
      `yield 1;
      let failed = store.allocateEntries();
      for (let i = 0; failed === null && i < store.pageCount; i++) failed = store.compress(i) ?? store.publish(i);
      return failed ?? store.account() ?? store.stored();`,
      /pages stored without the pool \+\d/,
    ],
    [
      'wrongly.mjs',
      `const outcome = yield* batch.path(store);
      return Object.assign(outcome, outcome.refused === 'pool_ref' ? { refused: 'alloc_fail' } : {});`,
      /reject cause \+1/,
    ],
    [
      'wasteful.mjs',
      'return Object.assign(yield* batch.path(store), { wasted: 0 });',
      /wasted compressions -\d/,
    ],
  ] as const) {
    const { exitCode, stdout } = await check('-s', moduleWith(name, body));
    assert.equal(exitCode, 3, name);
    assert.match(stdout, caught);
  }
});

test('check: a faulty strategy module drifts, with a replay that names it', async () => {
  const path = moduleWith(
    'hasty.mjs',
    `const { counters } = store.zswap;
    counters.zswpout += store.pageCount;
    const outcome = yield* batch.path(store);
    if (outcome.refused === null) counters.zswpout -= store.pageCount;
    return outcome;`,
  );
  const { exitCode, stdout } = await check('-s', path);
  assert.equal(exitCode, 3);
  assert.match(stdout, /^hasty: zswpout \+1 in the smallest case found$/m);
  assert.ok(stdout.includes(`check -s ${path} `));
});

test('check: a strategy module that throws or never ends is an error of one line, exit code 2', async () => {
  const twice = moduleWith(
    'twice.mjs',
    `const outcome = yield* batch.path(store);
    if (outcome.refused === 'alloc_fail') for (let i = 0; i < 2; i++) store.zswap.events.released(0);
    return outcome;`,
  );
  const doubled = await check('-s', twice);
  assert.deepEqual([doubled.exitCode, doubled.stdout], [2, '']);
  assert.match(
    doubled.stderr,
    /twice\.mjs: expected path\(\) not to throw; found exception 'an object is freed that was not allocated' at step \d+: folio 0, 1 of 1 pages compressed/,
  );
  const endless = await check('-s', moduleWith('spins.mjs', 'for (;;) yield 1;'));
  assert.deepEqual([endless.exitCode, endless.stdout], [2, '']);
  assert.match(endless.stderr, /spins\.mjs: expected path\(\) to end within 1064 steps; found it/);
});
