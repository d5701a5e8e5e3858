import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  openSync,
  readFileSync,
  readSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { ColdPages } from '../../src/corpus/cold-pages.js';
import type { PageRun } from '../../src/corpus/elf/elf-writer.js';
import { ProcessMemory } from '../../src/corpus/process-memory.js';
import { temporaryFolder } from '../support/files.js';
import { frozenProcess } from '../support/frozen-process.js';
import { assertInputFailure } from '../support/refusals.js';

const folder = temporaryFolder();
const files = { bitmap: join(folder, 'bitmap'), flags: join(folder, 'flags') };
const NOBODY = 65534;
const skip = process.geteuid?.() === 0 ? false : 'root sees physical frames';

/** Physical frame of a page by its pagemap entry. */
function frameOf(pid: number, pfn: number): number {
  const fd = openSync(`/proc/${pid}/pagemap`, 'r');
  const entry = Buffer.alloc(8);
  readSync(fd, entry, 0, 8, pfn * 8);
  closeSync(fd);
  return Number(entry.readBigUInt64LE() & ((1n << 55n) - 1n));
}

// The bitmap is a file that keeps what is written; an access clears its bit by hand.
describe('cold pages', { skip }, () => {
  it('are all but those that were accessed, in runs that end there', async () => {
    for (const path of Object.values(files)) writeFileSync(path, '');
    const child = await frozenProcess("console.log('ready'); setInterval(() => {}, 1e9);");
    const memory = await ProcessMemory.open(child.pid);
    try {
      const runs = await memory.runs();
      const [first, ...others] = runs.filter(({ pages }) => pages >= 3);
      const cold = await ColdPages.watch(memory, { ms: 1, files });
      assert.deepEqual(await cold.select(memory, runs), runs);
      const bytes = readFileSync(files.bitmap);
      const frame = frameOf(child.pid, first.pfn + 1);
      assert.ok(frame > 0 && bytes[frame >> 3] & (1 << (frame & 7)), 'it is marked');
      const fd = openSync(files.bitmap, 'r+');
      writeSync(fd, Buffer.of(bytes[frame >> 3] & ~(1 << (frame & 7))), 0, 1, frame >> 3);
      closeSync(fd);
      const expected = runs.flatMap((run): PageRun[] =>
        run === first
          ? [
              { pfn: first.pfn, pages: 1 },
              { pfn: first.pfn + 2, pages: first.pages - 2 },
            ]
          : [run],
      );
      assert.deepEqual(await cold.select(memory, runs), expected);
      assert.ok(others.length > 0);
      await cold.close();
    } finally {
      await memory.close();
      child.kill('SIGKILL');
    }
  });

  it('are refused where physical frames are hidden', async () => {
    chmodSync(folder, 0o755);
    for (const path of Object.values(files)) {
      writeFileSync(path, '');
      chmodSync(path, 0o666);
    }
    const child = spawn('sleep', ['1000'], { uid: NOBODY, gid: NOBODY });
    await once(child, 'spawn');
    process.setegid?.(NOBODY);
    process.seteuid?.(NOBODY);
    try {
      const memory = await ProcessMemory.open(child.pid as number);
      await assert.rejects(ColdPages.watch(memory, { ms: 1, files }), (error) => {
        assertInputFailure(error, '--idle');
        assert.match(error.message, /found none: they are hidden without CAP_SYS_ADMIN/);
        return true;
      });
      await memory.close();
    } finally {
      process.seteuid?.(0);
      process.setegid?.(0);
      child.kill();
    }
  });
});
