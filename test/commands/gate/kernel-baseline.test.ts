import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import type { ResultDocument } from '../../../src/result/document.js';
import { fileIn, temporaryFolder } from '../../support/files.js';
import { inProcess } from '../../support/in-process.js';
import { changed, resultOf, underKernelName } from '../../support/result-documents.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const folder = temporaryFolder();
const { core } = writeTinyCorpora(folder);
const RUN = ['--corpus', core, '-c', 'lz4', '-f', '16K', '--no-timing'];
let kernel: ResultDocument;

before(async () => {
  kernel = underKernelName(await resultOf(...RUN, '-s', 'batch'), '7.3.4');
});

function saved(name: string, document: ResultDocument): string {
  return fileIn(folder, name, JSON.stringify(document));
}

describe('gate: baseline of a kernel', () => {
  it('is refused in one line without --current, and not overwritten', async () => {
    const path = saved('kernel.json', kernel);
    for (const more of [[], ['--update']]) {
      const { exitCode, stdout, stderr } = await inProcess(
        'gate',
        '--baseline',
        path,
        ...RUN,
        ...more,
      );
      assert.deepEqual([exitCode, stdout], [2, '']);
      assert.match(
        stderr,
        /kernel\.json: expected .*--current.*; found a result of kernel 7\.3\.4; .*--current FILE\n$/,
      );
      assert.equal(stderr.trimEnd().split('\n').length, 1);
    }
    assert.deepEqual(JSON.parse(readFileSync(path, 'utf8')), kernel);
  });

  it('is compared with another result of that kernel', async () => {
    const place = ['cells', 0, 'exact', 'folios', 'stored'];
    const { stored } = kernel.cells[0].exact.folios;
    const other = changed(kernel, place, stored + 1);
    const paths = ['--baseline', saved('base.json', kernel), '--current'];
    const equal = await inProcess('gate', ...paths, saved('now.json', kernel));
    assert.equal(equal.exitCode, 0);
    const { exitCode, stdout } = await inProcess('gate', ...paths, saved('other.json', other));
    assert.equal(exitCode, 1);
    assert.match(
      stdout,
      new RegExp(`kernel-7\\.3\\.4 +fail +folios\\.stored is ${stored + 1}, was ${stored}`),
    );
  });
});
