import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { somePages } from '../../support/page-readers.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core, raw } = writeTinyCorpora(folder);

/** Writes a raw dump with 64 zero pages in the middle, long enough to become a hole. */
function dumpWithZeros(): string {
  const pages = somePages(96);
  pages.fill(0, 16 * 4096, 80 * 4096);
  return fileIn(folder, 'zeros.raw', pages);
}

/** Copies a file to a folder of its own, with holes in place of zeros; null where it gets none. */
function sparseCopy(path: string): string | null {
  const to = join(temporaryFolder(), path.slice(folder.length + 1));
  execFileSync('cp', ['--sparse=always', path, to]);
  const { blocks, size } = statSync(to);
  return blocks * 512 < size ? to : null;
}

describe('a sparse copy', () => {
  it('passes a gate against its original, with both meanings of holes', async (test) => {
    let sparse = 0;
    for (const path of [dumpWithZeros(), core, raw]) {
      const copy = sparseCopy(path);
      if (copy === null) continue;
      sparse++;
      for (const holes of ['zero', 'absent']) {
        const small = ['--total-ram', 'offered', '--no-timing'];
        const options = ['-c', 'lz4', '-f', '16K', '--holes', holes, ...small];
        const baseline = join(folder, 'baseline.json');
        const run = await inProcess('run', '--corpus', path, ...options, '--json', '-o', baseline);
        assert.equal(run.exitCode, 0, run.stderr);
        const gate = await inProcess('gate', '--baseline', baseline, '--corpus', copy, ...options);
        assert.equal(gate.exitCode, 0, gate.stdout);
      }
    }
    if (sparse === 0) test.skip('the file system of temporary files has no holes');
  });

  it('has another checksum where its holes are taken for absent pages', async () => {
    const info = async (...args: string[]) =>
      JSON.parse((await inProcess('corpus', 'info', dumpWithZeros(), '--json', ...args)).stdout)[0];
    const [zero, absent] = [await info(), await info('--holes', 'absent')];
    assert.deepEqual([zero.pages, absent.pages], [96, 32]);
    assert.notEqual(zero.sha256, absent.sha256);
  });
});
