import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import type { ResultDocument } from '../../src/result/document.js';
import { choiceOf, wholeNumbers } from '../../src/result/option-kinds.js';
import type { SettingRow, SweepRow } from '../../src/result/option-rows.js';
import { SETTINGS } from '../../src/result/option-table.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

// Two additional rows. Modules that read the table at load time are loaded after them.

const zone: SettingRow<'normal' | 'movable'> = {
  flags: '--zone <name>',
  help: 'memory zone of the pool',
  group: 'Modelled machine:',
  kind: choiceOf('normal', 'movable'),
  standard: 'normal',
  absent: 'normal',
};
const pressure: SweepRow<'pressure'> = {
  flags: '--pressure <list>',
  help: 'reclaim pressure',
  group: 'Modelled machine:',
  kind: wholeNumbers(1, 9),
  standard: [5],
  absent: [5],
  parameter: 'pressure',
  label: 'Pressure',
};
Object.assign(SETTINGS, { zone, pressure });

type Values = Readonly<Record<string, unknown>>;

const { core } = writeTinyCorpora(temporaryFolder());

async function run(...more: readonly string[]): Promise<ResultDocument> {
  // A large machine would start threads, which do not have the added rows.
  const small = ['--corpus', core, '--total-ram', 'offered'];
  const args = [...small, '-s', 'batch', '-c', 'lz4', '--no-timing', '--json', ...more];
  const { stdout, stderr } = await inProcess('run', ...args);
  assert.notEqual(stdout, '', stderr);
  return JSON.parse(stdout) as ResultDocument;
}

describe('a row of the table of options makes an option', () => {
  let result: ResultDocument;

  before(async () => {
    result = await run('--zone', 'movable', '--pressure', '1,3..5:2');
  });

  it('in the help of every command that has a grid', async () => {
    for (const command of ['run', 'gate', 'explain', 'advise']) {
      const { stdout } = await inProcess(command, '--help');
      assert.match(stdout, /--zone <name> +memory zone of the pool/, command);
      assert.match(stdout, /--pressure <list> +reclaim pressure \(default: 5\)/, command);
    }
  });

  it('in the completion of shells, with its values', async () => {
    const { stdout } = await inProcess('completion', 'bash');
    assert.match(stdout, /--zone/);
    assert.match(stdout, /normal movable/);
  });

  it('whose invalid value is an error with the expectation of its kind', async () => {
    const { exitCode, stderr } = await inProcess('run', '--zone', 'moveable');
    assert.equal(exitCode, 2);
    assert.match(stderr, /--zone: expected one of normal, movable; .*mean 'movable'\?/);
  });

  it('in the config of a result, default value included', async () => {
    const { zone, pressure } = result.config as unknown as Values;
    assert.deepEqual([zone, pressure], ['movable', [1, 3, 5]]);
    const standard = (await run()).config as unknown as Values;
    assert.deepEqual([standard.zone, standard.pressure], ['normal', [5]]);
  });

  it('in the keys and parameters of cells, if it is swept', () => {
    const cells = result.cells.map(({ key, parameters }) => [
      key,
      (parameters as unknown as Values).pressure,
    ]);
    const key = (pressure: number) => `tiny/lz4/64K/batch/pressure=${pressure}`;
    assert.deepEqual(
      cells,
      [1, 3, 5].map((each) => [key(each), each]),
    );
  });

  it('that the reader checks, and adds to an older result', async () => {
    const { checkResult } = await import('../../src/result/read.js');
    assert.deepEqual(checkResult(result, 'x'), result);
    const bad = structuredClone(result);
    Object.assign(bad.config, { zone: 'nowhere' });
    assert.throws(
      () => checkResult(bad, 'x'),
      /normal or movable at config\.zone; found 'nowhere'/,
    );
    const worse = structuredClone(result);
    Object.assign(worse.cells[1].parameters, { pressure: 10 });
    assert.throws(() => checkResult(worse, 'x'), /from 1 to 9 at cells\[1\]\.parameters\.pressure/);
    const old = structuredClone(result);
    for (const holder of [old.config, ...old.cells.map(({ parameters }) => parameters)]) {
      delete (holder as Partial<Record<string, unknown>>).zone;
      delete (holder as Partial<Record<string, unknown>>).pressure;
    }
    const read = checkResult(old, 'x');
    const { zone, pressure } = read.config as unknown as Values;
    assert.deepEqual([zone, pressure], ['normal', [5]]);
    for (const { parameters } of read.cells) {
      assert.equal((parameters as unknown as Values).pressure, 5);
    }
  });

  it("in the report's command, which gives the same config again", async () => {
    const { rerunCommand, wholeGrid } = await import('../../src/cli/rerun-command.js');
    const { config } = result;
    const { line } = rerunCommand(config, wholeGrid(config), { corpora: [], strategies: [] });
    assert.match(line, / --zone movable --pressure 1,3,5 /);
    const words = line.split(' ').slice(3, -3);
    const again = await run(...words.filter((word) => !['--corpus', 'tiny'].includes(word)));
    assert.deepEqual(again.config, config);
  });

  it('in the warnings of a comparison, unless it is swept', async () => {
    const { warningsOf } = await import('../../src/commands/compare/warnings.js');
    const other = await run('--pressure', '2');
    assert.deepEqual(warningsOf(result, other), ['different options: zone movable, then normal']);
  });
});
