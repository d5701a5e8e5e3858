import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KERNELS, type Kernel } from '../../../src/model/zswap/kernel-presets.js';
import { shrinkMemcg } from '../../../src/model/zswap/shrink-memcg.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { bareZswap, folioOf, lruOf, putPage } from '../../support/bare-zswap.js';

const preset = (name: string) => KERNELS.get(name) as Kernel;

test('the presets are those that --kernel takes, oldest first', () => {
  assert.deepEqual([...KERNELS.keys()], ['v7', '6.12', '6.13', '6.14', '6.18', 'next']);
});

test('an incompressible page refuses its folio until 6.14, and is kept from 6.18 on', () => {
  for (const [name, kernel] of KERNELS) {
    const keeps = ['6.18', 'next'].includes(name);
    const zswap = bareZswap({ kernel, lengths: [4095, 4096, 5000] });
    assert.equal(zswap.compress(folioOf(0, 3), 0), 4095, 'one that compresses by a byte');
    assert.equal(zswap.compress(folioOf(0, 3), 1), keeps ? 4096 : -1, name);
    assert.equal(zswap.compress(folioOf(0, 3), 2), keeps ? 4096 : -1, name);
    assert.equal(zswap.counters.reject_compress_fail, keeps ? 0 : 2, name);
  }
});

test('with writeback off no kernel keeps one', () => {
  for (const [name, kernel] of KERNELS) {
    const zswap = bareZswap({ kernel, lengths: [4096], writeback: false });
    assert.equal(zswap.keepsIncompressible(folioOf(0, 1)), false, name);
    assert.equal(zswap.compress(folioOf(0, 1), 0), -1, name);
  }
});

test('one shrink looks at one page, in the next kernel at 32', () => {
  for (const [name, kernel] of KERNELS) {
    const zswap = bareZswap({ kernel });
    for (let slot = 0; slot < 40; slot++) putPage(zswap, slot);
    shrinkMemcg(zswap, zswap.memcgs[0]);
    const looked = lruOf(zswap).filter((slot) => !slot.endsWith('*')).length;
    assert.equal(looked, name === 'next' ? 32 : 1, name);
  }
});

test('a strategy that reproduces a kernel names a preset', () => {
  const own = [...STRATEGIES].filter(([, { kernel }]) => kernel !== undefined);
  assert.deepEqual(
    own.map(([name, { kernel }]) => [name, kernel, preset(kernel as string) !== undefined]),
    ['6.12', '6.13', '6.14', '6.18'].map((version) => [`mainline-${version}`, version, true]),
  );
});
