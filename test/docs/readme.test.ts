import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ROOT, zswapBench } from '../support/program.js';

/** The README's examples with their output: `$ command`, then what it printed, indented by four. */
function examples(): { args: string[]; output: string }[] {
  const readme = readFileSync(`${ROOT}README.md`, 'utf8');
  return [...readme.matchAll(/^ {4}\$ npx zswap-bench (.*)\n((?: {4}.*\n|\n(?= {4}))*)/gm)].map(
    ([, command, block]) => ({
      args: command.split(' '),
      output: block.replaceAll(/^ {4}/gm, ''),
    }),
  );
}

test('the README shows what its exact commands print', () => {
  const exact = examples().filter(({ args }) => args.includes('--no-timing'));
  assert.ok(exact.length > 0);
  for (const { args, output } of exact) assert.equal(zswapBench(args).stdout, output);
});

test('the README shows the tables that its timed commands print', () => {
  const timed = examples().filter(({ args }) => !args.includes('--no-timing'));
  assert.ok(timed.length > 0);
  for (const { args, output } of timed) {
    const { stdout } = zswapBench([...args, '--time', '0.1']);
    const firstColumn = (text: string) =>
      text
        .split('\n')
        .slice(1, 9)
        .map((line) => line.split('  ')[0]);
    assert.deepEqual(firstColumn(stdout), firstColumn(output));
  }
});
