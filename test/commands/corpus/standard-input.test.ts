import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { IMAGE_BUILDERS } from '../../support/images.js';
import { somePages } from '../../support/page-readers.js';
import { ROOT } from '../../support/program.js';
import { storedFrame } from '../../support/zstd-frames.js';

const folder = temporaryFolder();
const image = IMAGE_BUILDERS.LiME([{ pfn: 0x100, data: somePages(40) }], '');

function ended(input: Uint8Array | number, ...args: readonly string[]) {
  const stdin = typeof input === 'number' ? input : 'pipe';
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin/zswap-bench.js'), ...args],
    {
      encoding: 'utf8',
      stdio: [stdin, 'pipe', 'pipe'],
      ...(typeof input === 'number' ? {} : { input }),
    },
  );
  return { status, stdout, stderr };
}

describe('standard input', () => {
  it('is an image as a file is, plain and packed, and leaves no file behind', () => {
    for (const input of [image, storedFrame(image)]) {
      const { status, stdout, stderr } = ended(input, 'corpus', 'info', '-', '--json');
      assert.equal(status, 0, stderr);
      const [{ name, format, pages }] = JSON.parse(stdout);
      assert.deepEqual([name, format, pages], ['stdin', 'LiME', 40]);
    }
    assert.deepEqual(
      readdirSync(tmpdir()).filter((name) => name.startsWith('zswap-bench-stdin')),
      [],
    );
  });

  it('is used as it is where it is a file', () => {
    const file = openSync(fileIn(folder, 'image', image), 'r');
    const { status, stdout } = ended(
      file,
      'run',
      '--corpus',
      '-',
      '--no-timing',
      '--json',
      '-c',
      'lz4',
    );
    closeSync(file);
    assert.equal(status, 0);
    assert.equal(JSON.parse(stdout).corpora[0].pages, 40);
  });

  it('is refused above --max', () => {
    const { status, stderr } = ended(image, 'corpus', 'info', '-', '--max', '64K');
    assert.equal(status, 2);
    assert.match(
      stderr,
      /-: expected at most 65536 bytes on standard input; found more; pass a larger --max/,
    );
  });

  it('is refused when empty', () => {
    const { status, stderr } = ended(new Uint8Array(0), 'corpus', 'info', '-');
    assert.equal(status, 2);
    assert.match(stderr, /-: expected a readable regular file; found an empty file/);
  });
});
