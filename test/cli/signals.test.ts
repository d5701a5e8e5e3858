import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileIn, temporaryFolder } from '../support/files.js';
import { type Running, start, until } from '../support/processes.js';
import { zswapBench } from '../support/program.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';
import { repeatedFrame } from '../support/zstd-frames.js';

const parent = temporaryFolder();
const { raw } = writeTinyCorpora(parent);
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
const GIB = 2 ** 30;

let folders = 0;

/** Creates a folder with a file that must not change. */
function folderWithOld(): string {
  const folder = join(parent, `${folders++}`);
  mkdirSync(folder);
  fileIn(folder, 'out', 'old');
  return folder;
}

/** Sends the signal; checks that the process ends and leaves only the old file. */
async function assertEnds(running: Running, signal: keyof typeof SIGNALS, folder: string) {
  running.child.kill(signal);
  const { exitCode } = await running.ended;
  assert.equal(exitCode, SIGNALS[signal], running.said.stderr);
  assert.equal(running.said.stdout, '');
  assert.doesNotMatch(running.said.stderr, /\n {4}at /, 'no stack');
  assert.deepEqual(readdirSync(folder), ['out']);
  assert.equal(readFileSync(join(folder, 'out'), 'utf8'), 'old');
}

/** Whether a process has a file open. */
function hasOpen({ child }: Running, path: string): boolean {
  const fds = `/proc/${child.pid}/fd`;
  return readdirSync(fds).some((fd) => {
    try {
      return readlinkSync(join(fds, fd)) === path;
    } catch {
      return false; // closed since
    }
  });
}

// Makes the program report when its signal handlers are installed, which it does first.
const LISTENING = {
  NODE_OPTIONS: `--import data:text/javascript,process.on('newListener',(name)=>name==='SIGTERM'&&console.error('listening'))`,
};

const result = join(parent, 'result.json');
zswapBench(['run', '--corpus', raw, '--no-timing', '-c', 'lz4', '--json', '-o', result]);

function fifo(): string {
  const path = join(parent, `fifo${folders}`);
  execFileSync('mkfifo', [path]);
  return path;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  describe(`${signal} and a FIFO`, () => {
    const READ_WRITE = 'r+'; // Opens a FIFO at once.
    const cases: Record<string, (path: string) => readonly string[]> = {
      'ends a command that waits for its reader': (path) => ['report', result, '-o', path],
      'ends a command that waits for its writer': (path) => ['report', path],
      'ends one that waits for its second': (path) => ['compare', result, path],
    };
    for (const [name, args] of Object.entries(cases)) {
      it(name, async () => {
        const folder = folderWithOld();
        const env = { ...process.env, ...LISTENING };
        const running = start(args(fifo()), { cwd: folder, env });
        await until(running, () => running.said.stderr.includes('listening'));
        await sleep(300); // Long enough to open it.
        await assertEnds(running, signal, folder);
      });
    }

    it('ends a command blocked on its reader', async () => {
      const folder = folderWithOld();
      const path = fifo();
      const other = openSync(path, READ_WRITE);
      const running = start(['report', result, '-o', path], { cwd: folder });
      await until(running, () => hasOpen(running, path));
      await sleep(200); // Long enough to fill it.
      await assertEnds(running, signal, folder);
      closeSync(other);
    });

    it('ends a command blocked on its writer', async () => {
      const folder = folderWithOld();
      const path = fifo();
      const other = openSync(path, READ_WRITE);
      const running = start(['report', path], { cwd: folder });
      await until(running, () => hasOpen(running, path));
      await sleep(100);
      await assertEnds(running, signal, folder);
      closeSync(other);
    });
  });

  describe(signal, () => {
    const parts: Record<string, readonly string[]> = {
      'the exact part': ['--no-timing', '--offer', '4T', '-c', 'identity', '--jobs', '1'],
      'the exact part on threads': [
        ...['--no-timing', '--offer', '4T', '-c', 'identity', '-s', 'all', '--jobs', '3'],
      ],
      'the timed part': ['--time', '1000', '-c', 'lz4'],
      'the timed part on threads': ['--time', '1000', '-c', 'lz4', '--threads', '3'],
    };
    for (const [part, args] of Object.entries(parts)) {
      it(`ends ${part} of a run`, async () => {
        const folder = folderWithOld();
        const all = ['run', '--corpus', raw, ...args, '-o', 'out', '--json'];
        const running = start(all, { cwd: folder });
        await until(running, () => hasOpen(running, raw));
        await sleep(300); // Long enough for the part to begin.
        await assertEnds(running, signal, folder);
      });
    }

    it('ends the unpacking of a decompression bomb', async () => {
      const folder = folderWithOld();
      const bomb = fileIn(parent, 'bomb.zst', repeatedFrame(0, 128 * GIB));
      const running = start(['run', '--corpus', bomb, '-o', 'out'], { cwd: folder });
      await until(running, () => hasOpen(running, bomb));
      await sleep(300);
      await assertEnds(running, signal, folder);
    });

    it('ends an import without a partial file', async () => {
      const folder = folderWithOld();
      // The file is read once before it is written: that must be short.
      const large = fileIn(parent, 'large.zst', repeatedFrame(7, GIB / 2));
      const running = start(['corpus', 'import', large, '-o', 'out'], { cwd: folder });
      await until(running, () => readdirSync(folder).some((name) => name.endsWith('.tmp')));
      await assertEnds(running, signal, folder);
    });
  });
}
