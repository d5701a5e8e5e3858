import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ColorMode, hasColors } from '../../src/cli/color.js';
import { temporaryFolder } from '../support/files.js';
import { inProcessWith } from '../support/in-process.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const TERMINAL = { isTTY: true };
const PIPE = { isTTY: false };
const { core } = writeTinyCorpora(temporaryFolder());
const ESCAPE = '\u001b[';

describe('colors', () => {
  const cases: [ColorMode, { isTTY: boolean }, NodeJS.ProcessEnv, boolean][] = [
    ['auto', TERMINAL, {}, true],
    ['auto', PIPE, {}, false],
    ['auto', TERMINAL, { TERM: 'dumb' }, false],
    ['auto', TERMINAL, { NO_COLOR: '1' }, false],
    ['auto', TERMINAL, { NO_COLOR: '' }, true],
    ['auto', PIPE, { FORCE_COLOR: '1' }, true],
    ['auto', PIPE, { FORCE_COLOR: '' }, false],
    ['auto', TERMINAL, { FORCE_COLOR: '0' }, false],
    ['auto', TERMINAL, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['always', PIPE, { NO_COLOR: '1' }, true],
    ['never', TERMINAL, { FORCE_COLOR: '1' }, false],
  ];
  for (const [mode, stream, env, expected] of cases) {
    const where = stream.isTTY ? 'a terminal' : 'a pipe';
    it(`are ${expected ? 'on' : 'off'} with --color ${mode} to ${where} and ${JSON.stringify(env)}`, () => {
      assert.equal(hasColors(mode, stream, env), expected);
    });
  }

  const run = (env: NodeJS.ProcessEnv, ...args: string[]) =>
    inProcessWith(
      env,
      'run',
      '--corpus',
      core,
      '--no-timing',
      '--repeat',
      '1',
      '-c',
      'lz4',
      ...args,
    );

  it('of a table follow the variables of the terminal and the option', async () => {
    assert.ok(!(await run({})).stdout.includes(ESCAPE));
    assert.ok((await run({ FORCE_COLOR: '1' })).stdout.includes(ESCAPE));
    assert.ok((await run({ NO_COLOR: '1' }, '--color', 'always')).stdout.includes(ESCAPE));
    assert.ok(!(await run({ FORCE_COLOR: '1' }, '--color', 'never')).stdout.includes(ESCAPE));
  });

  it('are in no other format', async () => {
    for (const format of ['json', 'csv', 'markdown', 'lkml']) {
      const { stdout } = await run({ FORCE_COLOR: '1' }, '--color', 'always', '--format', format);
      assert.ok(stdout.length > 0 && !stdout.includes(ESCAPE), format);
    }
  });
});
