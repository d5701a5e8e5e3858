import assert from 'node:assert/strict';
import { test } from 'node:test';
import { temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());

async function run(...args: string[]): Promise<string> {
  const small = ['--total-ram', 'offered'];
  const all = [
    'run',
    '--json',
    '--no-timing',
    '--corpus',
    core,
    '--memcgs',
    '2',
    ...small,
    ...args,
  ];
  return (await inProcess(...all)).stdout;
}

test('run: --memcg-max none equals no option, also after another value', async () => {
  const unlimited = await run();
  for (const option of ['--memcg-max', '--memcg-parent-max']) {
    assert.equal(await run(option, 'none'), unlimited, option);
    assert.notEqual(await run(option, '16K'), unlimited, option);
    assert.equal(await run(option, '16K', option, 'none'), unlimited, option);
  }
});
