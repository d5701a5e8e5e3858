import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, test } from 'node:test';
import { documentedCommands, firstMissing } from '../support/documented.js';
import { temporaryFolder } from '../support/files.js';
import { ROOT, zswapBench } from '../support/program.js';

// Offers of this much take some seconds each; CI runs them.
const LONG = ['64G', '2G', '1000M', '512M'];

describe('every figure of docs/findings.md comes from the command beside it', () => {
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
    const takesLong = LONG.includes(args[args.indexOf('--offer') + 1]);
    const skip = takesLong && !process.env.ZSWAP_BENCH_LONG_TESTS;
    const reason = 'takes seconds; ZSWAP_BENCH_LONG_TESTS=1 runs it';
    test(args.join(' '), { skip: skip ? reason : false }, () => {
      assert.ok(lines.length > 0);
      assert.equal(firstMissing(lines, zswapBench(args, folder).stdout), undefined);
    });
  }
});
