import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zswapBench } from '../../support/program.js';
import { testKernel } from '../../support/test-kernel.js';

const kernel = testKernel();
const image = 'path' in kernel ? kernel.path : '';

describe('kernel, on a real one', { skip: 'missing' in kernel ? kernel.missing : false }, () => {
  it('verify --quick agrees with the model in every figure', () => {
    const { exitCode, stdout, stderr } = zswapBench([
      ...['kernel', 'verify', '--image', image, '--corpus', 'postgres', '--memory', '256M'],
    ]);
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /(\d+) of \1 figures agree; drift in 0 of 8 cells/);
  });

  it('run leaves nothing of folios that fail half way', () => {
    const { exitCode, stdout, stderr } = zswapBench([
      ...['kernel', 'run', '--image', image, '--memory', '256M', '--offer', '256K', '--tasks', '1'],
      ...['-c', 'lzo', '--json'],
    ]);
    assert.equal(exitCode, 0, stderr);
    const [cell] = JSON.parse(stdout).cells.slice(-1);
    assert.equal(cell.corpus, 'incompressible');
    assert.equal(cell.exact.folios.stored + cell.exact.folios.rejected, 64);
    assert.ok(cell.exact.rollback.failedStores >= 32);
    assert.equal(cell.exact.rollback.verdict, 'exact');
  });
});
