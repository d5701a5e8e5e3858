import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openByteSource } from '../../src/corpus/byte-source.js';
import { flagsOn } from '../support/descriptors.js';
import { fileIn, temporaryFolder } from '../support/files.js';
import { contentOf, readPages, somePages } from '../support/page-readers.js';
import { ROOT } from '../support/program.js';
import { assertRefused } from '../support/refusals.js';
import { sparseFile } from '../support/sparse-files.js';
import { skippableFrame, storedFrame } from '../support/zstd-frames.js';

const folder = temporaryFolder();
const NOBODY_UID = 65534;

function link(name: string, target: string): string {
  const path = join(folder, name);
  symlinkSync(target, path);
  return path;
}

describe('byte source: refused unless it is a readable regular file', () => {
  it('a missing file', () =>
    assertRefused(join(folder, 'missing'), /expected a readable regular file; found no such file/));

  it('an empty file', () =>
    assertRefused(fileIn(folder, 'empty', ''), /found an empty file; name an ELF core/));

  it('a directory', () => {
    const path = join(folder, 'directory');
    mkdirSync(path);
    return assertRefused(path, /found a directory/);
  });

  it('a path through a file', () =>
    assertRefused(join(fileIn(folder, 'file', 'x'), 'more'), /found a path that goes through a/));

  it('a name that is too long', () =>
    assertRefused(join(folder, 'n'.repeat(300)), /found a name that is too long/));

  it('a device that never ends', () => assertRefused('/dev/zero', /found a special file/));

  it('a device that is always empty', () => assertRefused('/dev/null', /found a special file/));

  it('a link to nothing', () =>
    assertRefused(link('dangling', join(folder, 'nothing')), /found no such file/));

  it('a loop of links', () =>
    assertRefused(link('loop', join(folder, 'loop')), /found a loop of symbolic links/));

  it('a FIFO, without waiting for a writer', () => {
    const path = join(folder, 'fifo');
    execFileSync('mkfifo', [path]);
    // Opening it here would block a thread, and thereby this process, forever.
    const child = spawnSync(
      process.execPath,
      [`${ROOT}bin/zswap-bench.js`, 'corpus', 'info', path],
      { encoding: 'utf8', timeout: 30_000, killSignal: 'SIGKILL' },
    );
    assert.deepEqual([child.signal, child.status, child.stdout], [null, 2, '']);
    assert.match(child.stderr, /^zswap-bench: .*fifo: expected .*; found a special file; .*\n$/);
  });

  it('a file without permission', async () => {
    const path = fileIn(folder, 'secret', somePages(1));
    chmodSync(folder, 0o755);
    chmodSync(path, 0);
    const root = process.geteuid?.() === 0;
    if (root) process.seteuid?.(NOBODY_UID); // root may read everything
    try {
      await assertRefused(path, /found no permission to read it/);
    } finally {
      if (root) process.seteuid?.(0);
    }
  });
});

describe('byte source: reads a regular file', () => {
  for (const name of ['a name with spaces', 'a,b', 'new\nline', '-o', "it's", 'ünï', '%s$HOME']) {
    it(`under the name ${JSON.stringify(name)}`, async () => {
      assert.deepEqual(
        contentOf(await readPages(fileIn(folder, name, somePages(2)))),
        somePages(2),
      );
    });
  }

  it('through a link', async () => {
    const path = link('good', fileIn(folder, 'target', somePages(2)));
    assert.deepEqual(contentOf(await readPages(path)), somePages(2));
  });

  it('at any position, up to its end', async () => {
    const content = somePages(3);
    const bytes = await openByteSource(fileIn(folder, 'positions', content));
    assert.deepEqual([bytes.size, bytes.sparse], [content.length, false]);
    const target = Buffer.alloc(5000);
    for (const position of [7000, 0, 5000, 12_000, 12_287, 12_288, 99_999, 2 ** 50]) {
      const expected = content.subarray(position, position + target.length);
      assert.equal(await bytes.read(target, position), expected.length, `at ${position}`);
      assert.deepEqual(target.subarray(0, expected.length), expected, `at ${position}`);
    }
    await bytes.close();
  });

  it('and leaves no descriptor open, of a packed file with a hole neither', async () => {
    // The hole is the content of a skippable frame.
    const skipped = skippableFrame(1 << 20);
    const pieces = [
      [0, skipped.subarray(0, 8)],
      [skipped.length, storedFrame(somePages(1))],
    ] as const;
    const length = skipped.length + pieces[1][1].length;
    const files = [
      sparseFile(join(folder, 'packed-hole'), length, pieces),
      sparseFile(join(folder, 'hole'), 1 << 20, [[0, somePages(1)]]),
      fileIn(folder, 'whole', somePages(1)),
    ];
    for (const [i, path] of files.entries()) {
      assert.equal((await readPages(path)).length, [1, 256, 1][i]);
      assert.deepEqual(flagsOn(path), [], path);
    }
  });
});
