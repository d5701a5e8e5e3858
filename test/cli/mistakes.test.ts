import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { inProcess } from '../support/in-process.js';
import { ROOT } from '../support/program.js';

// Plausible mistakes with the answer to each: a command after a prompt, then its line on stderr. UPDATE_GOLDENS=1 replaces the
// answers by the current ones. The project's folder is written as <project>.

const FILE = `${ROOT}test/golden/mistakes.txt`;
const PROMPT = '$ zswap-bench ';

test('mistakes: each has its answer in one line, exit code 2 and an empty stdout', async () => {
  const expected = readFileSync(FILE, 'utf8');
  const commands = expected.split('\n').filter((line) => line.startsWith(PROMPT));
  assert.ok(commands.length >= 150, `${commands.length} mistakes`);
  assert.equal(new Set(commands).size, commands.length, 'no mistake twice');
  let answers = '';
  for (const command of commands) {
    const words = command.slice(PROMPT.length).split(' ');
    const { exitCode, stdout, stderr } = await inProcess(...words);
    assert.deepEqual([exitCode, stdout], [2, ''], command);
    assert.match(
      stderr,
      /^zswap-bench: \[ZB_\w+\] [^\n]*: expected [^\n]*; found [^\n]*; [^\n]*\n$/,
    );
    answers += `${command}\n${stderr.replaceAll(ROOT, '<project>/')}`;
  }
  if (process.env.UPDATE_GOLDENS === '1') writeFileSync(FILE, answers);
  else assert.equal(answers, expected);
});
