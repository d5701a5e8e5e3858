import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../support/files.js';
import { packageCopy } from '../support/package-copy.js';
import { ROOT } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';
import { repeatedFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const RUN = [
  'run',
  '--corpus',
  core,
  '-c',
  'lz4',
  '-s',
  'batch',
  '--json',
  '--total-ram',
  'offered',
];
const GIB = 2 ** 20; // in KiB, as ulimit takes it

interface Surroundings {
  /** Shell commands before the program, such as `ulimit -n 30`. */
  readonly before?: string;
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

function runIn({ before = ':', nodeArgs = [], env = {} }: Surroundings, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(
    'bash',
    [
      '-c',
      `${before}; exec "$@"`,
      'bash',
      process.execPath,
      ...nodeArgs,
      `${ROOT}bin/zswap-bench.js`,
      ...args,
    ],
    { cwd: folder, encoding: 'utf8', env: { ...process.env, ...env }, timeout: 60_000 },
  );
  return { status, stdout, stderr };
}

/** Checks that the program ends with exit code 2 and one line. */
function assertOneLine({ status, stdout, stderr }: ReturnType<typeof runIn>, found: RegExp): void {
  assert.deepEqual([status, stdout], [2, ''], stderr);
  assert.match(stderr, /^zswap-bench: [^\n]+: expected [^\n]+; found [^\n]+; [^\n]+\n$/);
  assert.match(stderr, found);
}

describe('a limit of addresses (ulimit -v)', () => {
  for (const gibibytes of [1, 8]) {
    it(`of ${gibibytes} GiB: is one line`, () => {
      const limit = `ulimit -v ${gibibytes * GIB}`;
      assertOneLine(
        runIn({ before: limit }, [...RUN, '--no-timing']),
        /10 GB for each WebAssembly/,
      );
    });
  }

  it('hit by a package in a promise that no code awaits: is one line', () => {
    // Room for lz4 only: the decoder of .zst needs further memories.
    const args = ['run', '--corpus', 'redis', ...RUN.slice(3), '--no-timing'];
    assertOneLine(runIn({ before: `ulimit -v ${15 * GIB}` }, args), /10 GB for each WebAssembly/);
  });

  it('of 4 GiB, with the option that the line names: gives the same figures', () => {
    const limited = runIn(
      {
        before: `ulimit -v ${4 * GIB}`,
        env: { NODE_OPTIONS: '--disable-wasm-trap-handler' },
      },
      [...RUN, '--no-timing'],
    );
    assert.deepEqual([limited.status, limited.stderr], [0, '']);
    assert.equal(limited.stdout, runIn({}, [...RUN, '--no-timing']).stdout);
  });

  it('hit by worker threads: is one line', () => {
    // Room for the main thread's compressor, not for those of four threads.
    const args = [...RUN, '--threads', '4', '--time', '0.1'];
    assertOneLine(runIn({ before: `ulimit -v ${25 * GIB}` }, args), /10 GB for each WebAssembly/);
  });
});

describe('a limit of open files (ulimit -n)', () => {
  for (const files of [25, 30, 40]) {
    it(`of ${files}: is one line`, () => {
      assertOneLine(
        runIn({ before: `ulimit -n ${files}` }, RUN),
        /found (EMFILE: )?too many open files/,
      );
    });
  }
});

describe('a Node without WebAssembly (--jitless)', () => {
  it('is one line, after the warning of Node', () => {
    const { status, stdout, stderr } = runIn({ nodeArgs: ['--jitless'] }, RUN);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(
      stderr,
      /^Warning: [^\n]*\nzswap-bench: \[ZB_ENVIRONMENT\] Node: expected WebAssembly; found [^\n]*\n$/,
    );
  });

  it('runs commands that need none', () => {
    assert.equal(runIn({ nodeArgs: ['--jitless'] }, ['strategies']).status, 0);
  });
});

describe('an installation that lacks a file', () => {
  it('is one line', () => {
    const copy = join(folder, 'copy');
    const launcher = packageCopy(copy, [], {});
    renameSync(join(copy, 'dist/src/program.js'), join(copy, 'program.js'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, '--version'], {
      encoding: 'utf8',
    });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(
      stderr,
      /^zswap-bench: its own files: expected to load; found Cannot find [^\n]*\n$/,
    );
  });
});

describe('an error that no code awaits', () => {
  it('ends the program with exit code 3, without a partial file', () => {
    const module = fileIn(
      folder,
      'late.mjs',
      `import { readdirSync } from 'node:fs';
      setInterval(() => {
        if (readdirSync('.').some((name) => name.endsWith('.tmp'))) throw new Error('late');
      }, 1).unref();`,
    );
    const large = fileIn(folder, 'large.zst', repeatedFrame(7, 2 ** 29));
    const before = readdirSync(folder);
    const args = ['corpus', 'import', large, '-o', 'out.core'];
    const { status, stderr } = runIn({ nodeArgs: ['--import', module] }, args);
    assert.equal(status, 3);
    assert.match(stderr, /^zswap-bench: \[ZB_INTERNAL\] internal error: Error: late[^\n]*\n$/);
    assert.deepEqual(readdirSync(folder), before);
  });
});
