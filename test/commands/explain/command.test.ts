import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FolioTrace } from '../../../src/commands/explain/document.js';
import { temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { raw, core } = writeTinyCorpora(temporaryFolder());
const ONE = ['--corpus', raw, '-c', 'lz4', '-f', '16K', '--tasks', '1'];

const explain = (...args: string[]) =>
  inProcess('explain', ...ONE, '--total-ram', 'offered', ...args);

interface Document {
  readonly trails: readonly FolioTrace[];
  readonly firstDifference: number | null;
}

test('explain: --folio selects by number, --page by a page of the folio', async () => {
  const byFolio = await explain('-s', 'batch', '--folio', '1', '--json');
  assert.equal(byFolio.exitCode, 0, byFolio.stderr);
  const { trails, firstDifference } = JSON.parse(byFolio.stdout) as Document;
  assert.equal(firstDifference, null);
  assert.equal(trails.length, 1);
  const { number, page, pageCount } = trails[0].folio;
  assert.deepEqual([number, page, pageCount], [1, 4, 4]);
  for (const inIt of ['4', '7']) {
    assert.equal((await explain('-s', 'batch', '--page', inIt, '--json')).stdout, byFolio.stdout);
  }
  assert.notEqual((await explain('-s', 'batch', '--page', '8', '--json')).stdout, byFolio.stdout);
});

test('explain: tables have the outcome, the steps and the first difference', async () => {
  const { exitCode, stdout } = await explain('-s', 'batch,incremental', '--folio', '0');
  assert.equal(exitCode, 0);
  assert.match(stdout, /^tiny\/lz4\/16K\/batch: stored, 4 pages$/m);
  assert.match(stdout, /^folio 0: pages 0 to 3, swap slots from 0, memcg 0$/m);
  // `batch` checks both limits in the step in which v7 checks only the memcg's.
  assert.match(
    stdout,
    /^ +2 +memcg0 0 of max pages, parent 0 of max; global limit: 0 of \d+ pages/m,
  );
  assert.match(stdout, /^First difference at step 2\.$/m);
});

test('explain: equal strategies have no difference', async () => {
  const { stdout } = await explain('-s', 'mainline-6.14,mainline-6.18', '--folio', '0');
  assert.match(stdout, /^No difference\.$/m);
});

test('explain: a refusal has its cause and page', async () => {
  const { stdout } = await explain('-s', 'mainline-6.12', '--folio', '0');
  assert.match(stdout, /refused \(large_folio\) at page 0, 0 compressions wasted/);
});

test('explain: output is reproducible for one seed', async () => {
  const one = await inProcess('explain', ...ONE, '--tasks', '3', '-s', 'reserve', '--folio', '4');
  const other = await inProcess('explain', ...ONE, '--tasks', '3', '-s', 'reserve', '--folio', '4');
  assert.equal(one.exitCode, 0);
  assert.equal(one.stdout, other.stdout);
});

test('explain: a folio that does not arrive or is wholly zero is an error', async () => {
  // Pages 20 to 23, the sixth folio, are zero; there are ten folios.
  for (const [option, value] of [
    ['--folio', '10'],
    ['--page', '40'],
    ['--page', '20'],
  ]) {
    const { exitCode, stdout, stderr } = await explain('-s', 'batch', option, value);
    assert.equal(exitCode, 2, `${option} ${value}`);
    assert.equal(stdout, '');
    assert.match(stderr, new RegExp(`${option}: expected a folio that arrives`));
  }
});

test('explain: a folio long before the limit of a larger machine is traced as well', async () => {
  const all = ['-s', 'batch', '--folio', '0', '--json'];
  const small = JSON.parse((await explain(...all)).stdout) as Document;
  const large = JSON.parse((await explain(...all, '--total-ram', '64M')).stdout) as Document;
  assert.deepEqual(large.trails[0].folio, small.trails[0].folio);
  assert.deepEqual(
    large.trails[0].steps.map(({ moved }) => moved),
    small.trails[0].steps.map(({ moved }) => moved),
  );
});

test('explain: exactly one of --folio and --page is required', async () => {
  const both = await explain('-s', 'batch', '--folio', '1', '--page', '4');
  assert.equal(both.exitCode, 2);
  assert.match(both.stderr, /expected either --folio or --page; found both/);
  const neither = await explain('-s', 'batch');
  assert.equal(neither.exitCode, 2);
  assert.match(neither.stderr, /expected either --folio or --page; found neither/);
});

test('explain: more than two cells are an error before any compression', async () => {
  for (const [found, ...args] of [
    ['3 cells', '-s', 'batch,reserve,split'],
    ['4 cells', '-s', 'batch,reserve', '-c', 'lz4,zstd'],
    ['4 cells', '-s', 'batch', '--max-pool-percent', '5,10,15,20'],
    ['4 cells', '-s', 'batch,reserve', '--corpus', core.replace('tiny.core', 'absent.core')],
  ]) {
    const { exitCode, stderr } = await inProcess(
      ...['explain', '--corpus', raw, '--tasks', '1', '--folio', '0', '-f', '16K'],
      ...(args.includes('-c') ? [] : ['-c', 'lz4']),
      ...args,
    );
    assert.equal(exitCode, 2);
    assert.ok(stderr.includes(`found ${found}`), `${args.join(' ')}: ${stderr}`);
    assert.doesNotMatch(stderr, /raw dump/);
  }
});
