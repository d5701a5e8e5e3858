import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { DETAILS } from '../../src/cli/details.js';
import { ROOT } from '../support/program.js';

const manual = readFileSync(`${ROOT}docs/cli.md`, 'utf8');

test('docs/cli.md is what npm run docs makes of the program', () => {
  const { stdout, status } = spawnSync(process.execPath, [`${ROOT}build/cli-page.js`], {
    encoding: 'utf8',
  });
  assert.equal(status, 0);
  assert.equal(manual, stdout);
});

test('details are of commands that there are', () => {
  for (const path of Object.keys(DETAILS)) {
    if (path !== '') assert.match(manual, new RegExp(`^#+ zswap-bench ${path}$`, 'm'));
  }
});

test('every command has a folder, and every folder its command', () => {
  const commands = [...manual.matchAll(/^## zswap-bench ([\w-]+)$/gm)].map(([, name]) => name);
  assert.deepEqual(commands.sort(), readdirSync(`${ROOT}src/commands`).sort());
});
