import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedCommands, firstMissing } from '../support/documented.js';
import { zswapBench } from '../support/program.js';

test('docs/checking.md shows what its command prints', () => {
  const commands = documentedCommands('docs/checking.md').filter(({ lines }) => lines.length > 0);
  assert.ok(commands.length > 0);
  for (const { args, lines } of commands) {
    const { stdout, exitCode } = zswapBench(args);
    assert.equal(firstMissing(lines, stdout), undefined);
    assert.equal(exitCode, args.includes('--litmus') ? 0 : 3);
  }
});
