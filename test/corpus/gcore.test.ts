import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { describe, it } from 'node:test';
import { captureProcess } from '../../src/corpus/capture.js';
import { PageCopy } from '../../src/corpus/page-copy.js';
import { temporaryFolder } from '../support/files.js';
import { frozenProcess } from '../support/frozen-process.js';
import { readPages } from '../support/page-readers.js';

const folder = temporaryFolder();
const skip =
  spawnSync('gcore', ['-h']).error === undefined ? false : 'gcore is missing (Debian package gdb)';

describe('core of gcore', { skip }, () => {
  it('has the pages of a capture of the same stopped process, where both have them', async () => {
    const script = `globalThis.kept = Array.from({ length: 512 }, (_, i) => Buffer.alloc(4096, 'page ' + i));
      console.log('ready'); setInterval(() => kept, 1e9);`;
    const child = await frozenProcess(script);
    try {
      const path = join(folder, 'captured.core');
      const file = createWriteStream(path);
      const copy = new PageCopy({ write: async (bytes) => void file.write(Buffer.from(bytes)) });
      await captureProcess({ pid: child.pid, freeze: true, seed: 1 }, copy);
      await finished(file.end());
      const { status, stderr } = spawnSync('gcore', ['-o', join(folder, 'gcore'), `${child.pid}`]);
      assert.equal(status, 0, String(stderr));
      const captured = await readPages(path);
      const dumped = new Map(
        (await readPages(join(folder, `gcore.${child.pid}`))).map(({ pfn, bytes }) => [pfn, bytes]),
      );
      const both = captured.filter(({ pfn }) => dumped.has(pfn));
      const different = both.filter(({ pfn, bytes }) => !dumped.get(pfn)?.equals(bytes));
      assert.deepEqual(
        different.map(({ pfn }) => pfn.toString(16)),
        [],
      );
      // gcore leaves out what asks for it (MADV_DONTDUMP).
      assert.ok(both.length > 0.9 * captured.length, `${both.length} of ${captured.length}`);
      assert.ok(dumped.size > captured.length, 'and pages that were never touched');
    } finally {
      child.kill('SIGKILL');
    }
  });
});
