import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zswapBench } from '../support/program.js';
import { testKernel } from '../support/test-kernel.js';

const kernel = testKernel();
const image = 'path' in kernel ? kernel.path : '';

describe('kernel commands on a real kernel', {
  skip: 'missing' in kernel ? kernel.missing : false,
}, () => {
  it('check finds no drift in a released kernel, and replays one case', () => {
    const asked = ['kernel', 'check', '--image', image, '--json'];
    const { stdout, exitCode } = zswapBench([
      ...asked,
      '--replay',
      '4K/lz4/incompressible,writeback-off/0',
    ]);
    assert.equal(exitCode, 0, stdout);
    const { settings, findings } = JSON.parse(stdout);
    assert.deepEqual([settings[0].cases, settings[0].failed], [1, 1]);
    assert.equal(findings[0].case, '4K/lz4/incompressible,writeback-off/0');
  });
});
