import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileIn, temporaryFolder } from '../support/files.js';
import { type Running, start, until } from '../support/processes.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';
import { repeatedFrame } from '../support/zstd-frames.js';

const parent = temporaryFolder();
const { raw } = writeTinyCorpora(parent);
const SIGNALS = { SIGINT: 130, SIGTERM: 143 } as const;
const GIB = 2 ** 30;

let folders = 0;

/** A folder of its own, with a file that is to stay as it is. */
function folderWithOld(): string {
  const folder = join(parent, `${folders++}`);
  mkdirSync(folder);
  fileIn(folder, 'out', 'old');
  return folder;
}

/** Sends the signal, and checks that the process ends by it and leaves nothing but the old file. */
async function assertEnds(running: Running, signal: keyof typeof SIGNALS, folder: string) {
  running.child.kill(signal);
  const { exitCode } = await running.ended;
  assert.equal(exitCode, SIGNALS[signal], running.said.stderr);
  assert.equal(running.said.stdout, '');
  assert.doesNotMatch(running.said.stderr, /\n {4}at /, 'no stack');
  assert.deepEqual(readdirSync(folder), ['out']);
  assert.equal(readFileSync(join(folder, 'out'), 'utf8'), 'old');
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  describe(signal, () => {
    const parts: Record<string, readonly string[]> = {
      'the exact part': ['--no-timing', '--offer', '4T', '-c', 'identity'],
      'the timed part': ['--time', '1000', '-c', 'lz4'],
      'the timed part on threads': ['--time', '1000', '-c', 'lz4', '--threads', '3'],
    };
    for (const [part, args] of Object.entries(parts)) {
      it(`ends ${part} of a run`, async () => {
        const folder = folderWithOld();
        const all = ['run', '--corpus', raw, ...args, '-o', 'out', '--json'];
        const running = start(all, { cwd: folder });
        await until(running, () => running.said.stderr.includes('folios are dense'));
        await sleep(300); // Long enough for the part to begin.
        await assertEnds(running, signal, folder);
      });
    }

    it('ends the unpacking of a file that is small packed and huge unpacked', async () => {
      const folder = folderWithOld();
      const bomb = fileIn(parent, 'bomb.zst', repeatedFrame(0, 128 * GIB));
      const running = start(['run', '--corpus', bomb, '-o', 'out'], { cwd: folder });
      await until(running, () => running.said.stderr.includes('folios are dense'));
      await sleep(300);
      await assertEnds(running, signal, folder);
    });

    it('ends an import, and nothing is left of what was written', async () => {
      const folder = folderWithOld();
      // Read once whole, then written: the first must not take long.
      const large = fileIn(parent, 'large.zst', repeatedFrame(7, GIB / 2));
      const running = start(['corpus', 'import', large, '-o', 'out'], { cwd: folder });
      await until(running, () => readdirSync(folder).some((name) => name.endsWith('.tmp')));
      await assertEnds(running, signal, folder);
    });
  });
}
