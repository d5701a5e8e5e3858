import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { documentedCommands, firstMissing } from '../support/documented.js';
import { temporaryFolder } from '../support/files.js';
import { LONG_TEST } from '../support/long-tests.js';
import { ROOT, zswapBench } from '../support/program.js';

describe('every figure of docs/findings.md comes from the command beside it', LONG_TEST, () => {
  const folder = temporaryFolder();
  spawnSync(process.execPath, [
    `${ROOT}corpora/recipes/synthetic.mjs`,
    'equal',
    `${folder}/equal.raw`,
    '16384',
  ]);
  const commands = documentedCommands('docs/findings.md');
  assert.ok(commands.length > 10);
  for (const { args, lines } of commands) {
    test(args.join(' '), () => {
      assert.ok(lines.length > 0);
      assert.equal(firstMissing(lines, zswapBench(args, folder).stdout), undefined);
    });
  }
});
