import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { guestProgram } from '../../src/guest/guest-program.js';
import { temporaryFolder } from '../support/files.js';
import { ROOT } from '../support/program.js';

const folder = temporaryFolder();
process.env.XDG_CACHE_HOME = `${folder}/cache`;
const skip = spawnSync('cc', ['--version']).error === undefined ? false : 'no cc';

describe('guest program', { skip }, () => {
  it('is built once and kept in the cache, alone', async () => {
    const path = await guestProgram();
    assert.ok(path.startsWith(`${folder}/cache/zswap-bench/guest-`));
    const { mtimeMs } = statSync(path);
    assert.equal(await guestProgram(), path);
    assert.equal(statSync(path).mtimeMs, mtimeMs);
    assert.equal(readdirSync(`${folder}/cache/zswap-bench`).length, 1);
  });

  it('refuses to run on a machine that is not its own', async () => {
    const { status, stderr } = spawnSync(await guestProgram(), [], { encoding: 'utf8' });
    assert.equal(status, 2);
    assert.match(stderr, /expected to be the first process of a virtual machine/);
  });

  it('compiles without a warning', () => {
    const sources = readdirSync(`${ROOT}guest`).filter((name) => name.endsWith('.c'));
    const args = ['-std=c11', '-D_GNU_SOURCE', '-O2', '-Wall', '-Wextra', '-Werror', '-c'];
    for (const source of sources) {
      const { status, stderr } = spawnSync(
        'cc',
        [...args, '-o', '/dev/null', `${ROOT}guest/${source}`],
        { encoding: 'utf8' },
      );
      assert.equal(status, 0, stderr);
    }
  });
});

describe('guest program without a compiler', () => {
  it('is a failure that names the package', async () => {
    const empty = `${folder}/empty`;
    mkdirSync(empty);
    const { PATH } = process.env;
    process.env.PATH = empty;
    try {
      await assert.rejects(
        guestProgram(),
        (error) =>
          error instanceof Failure &&
          error.exitCode === 2 &&
          /^cc: .*apt-get install gcc libc6-dev$/.test(error.message),
      );
    } finally {
      process.env.PATH = PATH;
    }
  });
});
