import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LitmusReport } from '../../../src/commands/check/litmus-document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { readKtap } from '../../support/ktap.js';

const folder = temporaryFolder();

const litmus = (...args: string[]) => inProcess('check', '--litmus', ...args);

/** Writes a case: batch stores a folio where a fault makes it fail at its last page, or not. */
function caseFile(name: string, expect: readonly object[], more: object = {}): string {
  const document = {
    schema: 'zswap-bench.litmus/1',
    summary: 'a store without entries',
    sources: ['this test'],
    lengths: [1000],
    case: {
      tasks: [{ kind: 'store', pageCount: 4 }],
      faults: [{ task: 0, point: 'zs_malloc', occurrence: 3 }],
    },
    requires: { drift: 0 },
    expect,
    ...more,
  };
  return fileIn(folder, `${name}.json`, JSON.stringify(document));
}

test('check --litmus: shipped cases are as expected, in every format', async () => {
  const table = await litmus();
  assert.equal(table.exitCode, 0, table.stderr);
  assert.match(table.stdout, /^v7-zswpout: v7 counts ZSWPOUT page by page/m);
  assert.match(table.stdout, /^Source: v7 5\/8, mail 20240924011709/m);
  assert.match(table.stdout, /^incremental +v7 +fails +yes +drift 1, not 0, drift\.zswpout 3$/m);
  assert.match(table.stdout, /^vswap-v1-rollback .*no virtual swap slots/m);
  const mail = await litmus('--format', 'lkml');
  assert.equal(mail.exitCode, 0);
  assert.deepEqual(
    mail.stdout.split('\n').filter((line) => line.length > 72 || /[^\x20-\x7e]/.test(line)),
    [],
  );
  const tests = readKtap((await litmus('--format', 'ktap')).stdout);
  assert.ok(tests.every(({ ok }) => ok));
  const v7 = tests.find(({ name }) => name === 'v7-zswpout');
  assert.deepEqual(
    v7?.subtests.map(({ name }) => name),
    ['incremental on v7 fails', 'mainline-6.14 on 6.14 passes', 'batch on 6.18 passes'],
  );
  assert.ok(v7?.diagnostics.some((line) => line.startsWith('source: ')));
  const bypass = tests.find(({ name }) => name === 'test_zswap/test_no_kmem_bypass');
  assert.match(bypass?.skip ?? '', /min_free_kbytes/);
});

test('check --litmus: --json has figures and outcome of each row', async () => {
  const path = caseFile('underflow', [
    { strategy: 'mainline-6.13', outcome: 'fails', figures: { 'drift.stored_pages': -3 } },
  ]);
  const { stdout, exitCode } = await litmus(path, '--json');
  assert.equal(exitCode, 0);
  const { schema, cases } = JSON.parse(stdout) as LitmusReport;
  assert.equal(schema, 'zswap-bench.litmus-report/1');
  const [{ name, skip, rows }] = cases;
  assert.deepEqual([name, skip], ['underflow', null]);
  assert.deepEqual(rows, [
    {
      strategy: 'mainline-6.13',
      kernel: '6.13',
      outcome: 'fails',
      expected: 'fails',
      asExpected: true,
      unmet: ['drift 3, not 0'],
      different: [],
      figures: { drift: 3, 'drift.stored_pages': -3 },
    },
  ]);
});

test('check --litmus: exit code 3 where a strategy fails that has to pass', async () => {
  const path = caseFile('has-to-pass', [{ strategy: 'mainline-6.13', outcome: 'passes' }]);
  const { exitCode, stdout } = await litmus(path, '--format', 'ktap');
  assert.equal(exitCode, 3);
  const [{ ok, subtests }] = readKtap(stdout);
  assert.equal(ok, false);
  assert.deepEqual(subtests[0].diagnostics, ['drift 3, not 0']);
});

test('check --litmus: exit code 1 where a strategy passes that has to fail, or a figure differs', async () => {
  const passes = caseFile('has-to-fail', [{ strategy: 'batch', outcome: 'fails' }]);
  assert.equal((await litmus(passes)).exitCode, 1);
  const differs = caseFile('differs', [
    { strategy: 'batch', outcome: 'passes', figures: { stored: { least: 1 } } },
  ]);
  const { exitCode, stdout } = await litmus(differs);
  assert.equal(exitCode, 1);
  assert.match(stdout, /^batch +6\.18 +passes +no +stored 0, not at least 1, drift 0$/m);
});

test('check --litmus: -s and --kernel choose strategies; one that the file does not name has to pass', async () => {
  const path = caseFile('chosen', [{ strategy: 'mainline-6.13', outcome: 'fails' }]);
  const rowsOf = async (...args: string[]) => {
    const { stdout, exitCode } = await litmus(path, '--json', ...args);
    const [{ rows }] = (JSON.parse(stdout) as LitmusReport).cases;
    return [exitCode, rows.map(({ strategy, kernel, expected }) => [strategy, kernel, expected])];
  };
  assert.deepEqual(await rowsOf('-s', 'batch,reserve'), [
    0,
    [
      ['batch', '6.18', null],
      ['reserve', '6.18', null],
    ],
  ]);
  assert.deepEqual(await rowsOf('--kernel', '6.13'), [0, [['mainline-6.13', '6.13', 'fails']]]);
  assert.deepEqual(await rowsOf('-s', 'batch', '--kernel', '7.3'), [0, [['batch', '7.3', null]]]);
  const leaky = fileIn(
    folder,
    'leaky.mjs',
    `export default ({ strategies: { batch } }) => ({ ...batch, *path(store) {
      const outcome = yield* batch.path(store);
      if (outcome.refused !== null) store.zswap.entries.allocate();
      return outcome;
    } });`,
  );
  assert.deepEqual(await rowsOf('-s', leaky), [3, [['leaky', '6.18', null]]]);
});

test('check --litmus: a module of a row is found beside the file', async () => {
  fileIn(folder, 'beside.mjs', 'export default ({ strategies: { batch } }) => ({ ...batch });');
  const path = caseFile('module', [{ strategy: './beside.mjs', outcome: 'passes' }]);
  assert.equal((await litmus(path)).exitCode, 0);
  const missing = caseFile('missing', [{ strategy: './nowhere.mjs', outcome: 'passes' }]);
  const { exitCode, stderr } = await litmus(missing);
  assert.equal(exitCode, 2);
  assert.match(stderr, /nowhere\.mjs: expected a module that loads/);
});

test('check --litmus: options of a search, unknown strategies and bad files are errors', async () => {
  for (const [args, message] of [
    [['--exhaustive'], /--litmus: expected no option of a search; found --exhaustive/],
    [['--seed', '2'], /found --seed/],
    [['--replay', '{}'], /found --replay/],
    [['-s', 'bach'], /did you mean 'batch'/],
    [['--kernel', '5.0'], /--kernel: expected/],
  ] as const) {
    const { exitCode, stdout, stderr } = await litmus(...args);
    assert.equal(exitCode, 2, args.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, message);
  }
  const { exitCode, stderr } = await litmus(fileIn(folder, 'bad.json', '{"schema": 1}'));
  assert.equal(exitCode, 2);
  assert.match(stderr, /bad\.json: expected zswap-bench\.litmus\/1 at schema; found 1/);
  assert.equal(stderr.trimEnd().split('\n').length, 1);
});
