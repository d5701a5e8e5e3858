import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { Advice } from '../../../src/commands/advise/document.js';
import { temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());

// A small machine is quick: its limit of 20% is 409 pages.
const TINY = ['--corpus', core, '--total-ram', '8M', '-c', 'lzo,zstd'];
const SMALL = [...TINY, '-f', '4K,16K'];

async function advice(...more: readonly string[]): Promise<Advice> {
  const { stdout, stderr } = await inProcess('advise', ...SMALL, '--json', ...more);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as Advice;
}

/** Variations that must not lead to different advice. */
const VARIATIONS = [
  [],
  ['-s', 'mainline-6.18', '--offer', '1M'],
  ['--tasks', '1'],
  ['--tasks', '4'],
  ['--tasks', '16'],
  ['--max-pool-percent', '5..25:5'],
  ['--max-pool-percent', '10..50:10'],
  ['--seed', '2'],
];

describe('advise', () => {
  let all: readonly Advice[];

  before(async () => {
    all = await Promise.all(VARIATIONS.map((variation) => advice(...variation)));
  });

  it('gives one answer or none for each setting, whatever the options', () => {
    for (const [i, { setting }] of all[0].settings.entries()) {
      const changes = all
        .map(({ settings }) => settings[i])
        .filter(({ verdict }) => verdict === 'change');
      assert.ok(new Set(changes.map(({ value }) => value)).size <= 1, setting);
    }
  });

  it('keeps max_pool_percent in every variation, and prints its exchange rate', () => {
    for (const { settings, poolExchange } of all) {
      const pool = settings.find(({ setting }) => setting === 'max_pool_percent');
      assert.deepEqual([pool?.verdict, pool?.value], ['no-evidence', '20']);
      assert.ok(poolExchange.every(({ poolPages, keptPages }) => keptPages > poolPages));
    }
  });

  it('has the default wherever a setting is not decided, and no command for it', () => {
    for (const { settings, commands } of all) {
      const changes = settings.filter(({ verdict }) => verdict === 'change');
      assert.equal(commands.length, changes.length);
      for (const { verdict, value, standard } of settings) {
        assert.equal(value === standard, verdict !== 'change');
      }
    }
  });

  it('has views of seeds, tasks, halves, scenarios, neighbours and weights', () => {
    const [compressor] = all[0].settings;
    const names = (kind: string) =>
      compressor.views.filter((view) => view.kind === kind).map(({ name }) => name);
    assert.deepEqual(names('seed'), ['repetition 1', 'repetition 2']);
    assert.deepEqual(names('tasks').sort(), ['tasks 1', 'tasks 16', 'tasks 4']);
    assert.deepEqual(names('pages'), ['tiny 1/2', 'tiny 2/2']);
    assert.deepEqual(names('scenario'), ['fill', 'steady']);
    assert.equal(names('neighbour').length, 1 + 2 + 2 + 1);
    assert.equal(names('weights').length, 7);
  });

  it('runs the store path of --kernel unless a strategy is given', async () => {
    const of = async (...more: string[]) => (await advice('--repeat', '1', ...more)).config;
    assert.deepEqual((await of('--kernel', '6.14')).strategies, ['mainline-6.14']);
    assert.deepEqual((await of('-s', 'batch')).strategies, ['batch']);
    const several = await of('-s', 'batch,reserve', '--tasks', '4');
    assert.deepEqual(several.strategies, ['mainline-6.18', 'batch', 'reserve']);
  });

  it('adds the default to lists of several values alone', async () => {
    const args = ['advise', ...TINY, '-f', '64K', '--max-pool-percent', '30,10', '--json'];
    const { config } = JSON.parse((await inProcess(...args)).stdout) as Advice;
    assert.deepEqual([config.maxPoolPercent, config.folioSizes], [[10, 20, 30], ['64K']]);
  });

  it('prints commands for decided settings alone', async () => {
    const { stdout } = await inProcess('advise', ...SMALL, '--weigh', 'ram=9,cpu=0.1');
    assert.match(stdout, /weights ram=9,io=1,cpu=0\.1/);
    const commands = [...stdout.matchAll(/^echo (\S+) >\S*\/(\w+)$/gm)].map(([, value]) => value);
    const decided = [...stdout.matchAll(/^\S+(?: size)? +\S+ +(\S+) +change /gm)];
    assert.deepEqual(
      commands.filter((value) => value !== 'always'),
      decided.map(([, value]) => value).filter((value) => !/^\d+[KM]$/.test(value)),
    );
  });

  it('rejects other weights in one line', async () => {
    const { exitCode, stderr } = await inProcess('advise', ...SMALL, '--weigh', 'disk=1');
    assert.equal(exitCode, 2);
    assert.match(stderr, /--weigh: expected ram=N,io=N,cpu=N .*; found 'disk=1'/);
  });
});
