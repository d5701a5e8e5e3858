import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentedCommands, firstMissing } from '../support/documented.js';
import { zswapBench } from '../support/program.js';

const examples = documentedCommands('README.md');

test('the README shows what its exact commands print', () => {
  const exact = examples.filter(({ args }) => args.includes('--no-timing'));
  assert.ok(exact.length > 0);
  for (const { args, lines } of exact) {
    assert.equal(firstMissing(lines, zswapBench(args).stdout), undefined);
  }
});

test('the README shows the tables that its timed commands print', () => {
  const timed = examples.filter(({ args }) => !args.includes('--no-timing'));
  assert.deepEqual([...new Set(timed.map(({ args }) => args[0]))], ['run', 'compressors']);
  for (const { args, lines } of timed) {
    const { stdout } = zswapBench([...args, '--time', '0.1']);
    const firstColumn = (line: string) => line.split('  ')[0];
    const printed = stdout.split('\n').map(firstColumn).join('\n');
    // The first line may name the machine.
    assert.equal(firstMissing(lines.slice(1).map(firstColumn), printed), undefined);
  }
});
