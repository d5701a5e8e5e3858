import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KERNELS, type Kernel } from '../../../src/model/zswap/kernel-presets.js';
import { isIncompressible } from '../../../src/model/zswap/length-rules.js';
import { shrinkMemcg } from '../../../src/model/zswap/shrink-memcg.js';
import { STRATEGIES } from '../../../src/strategy/strategies.js';
import { bareZswap, folioOf, lruOf, putPage } from '../../support/bare-zswap.js';

const preset = (name: string) => KERNELS.get(name) as Kernel;

test('the presets are those that --kernel takes, oldest first', () => {
  assert.deepEqual(
    [...KERNELS.keys()],
    ['v7', '6.12', '6.13', '6.14', '6.16', '6.17', '6.18', '7.3'],
  );
});

test('until 6.17 a page of 4096 compressed bytes is stored and a longer one refused; from 6.18 on both are kept', () => {
  for (const [name, kernel] of KERNELS) {
    const keeps = ['6.18', '7.3'].includes(name);
    const zswap = bareZswap({ kernel, lengths: [4095, 4096, 5000] });
    assert.equal(zswap.compress(folioOf(0, 3), 0), 4095, 'one that compresses by a byte');
    assert.equal(zswap.compress(folioOf(0, 3), 1), 4096, name);
    assert.equal(isIncompressible(kernel, 4096), keeps, name);
    assert.equal(zswap.compress(folioOf(0, 3), 2), keeps ? 4096 : -1, name);
    assert.equal(zswap.counters.reject_compress_fail, keeps ? 0 : 1, name);
  }
});

test('a page of 4096 compressed bytes counts as incompressible only where it is kept as it is', () => {
  for (const [name, kernel] of KERNELS) {
    const zswap = bareZswap({ kernel, lengths: [4096] });
    putPage(zswap, 0);
    const { stored_pages, stored_incompressible_pages } = zswap.counters;
    const counted = kernel.keepsIncompressible ? 1 : 0;
    assert.deepEqual([stored_pages, stored_incompressible_pages], [1, counted], name);
    zswap.erase(0);
    assert.equal(zswap.counters.stored_incompressible_pages, 0, name);
  }
});

test('with writeback off no kernel keeps one', () => {
  for (const [name, kernel] of KERNELS) {
    const zswap = bareZswap({ kernel, lengths: [4097], writeback: false });
    assert.equal(zswap.keepsIncompressible(folioOf(0, 1)), false, name);
    assert.equal(zswap.compress(folioOf(0, 1), 0), -1, name);
  }
});

test('one shrink scans one page, from 7.3 on 32', () => {
  for (const [name, kernel] of KERNELS) {
    const zswap = bareZswap({ kernel });
    for (let slot = 0; slot < 40; slot++) putPage(zswap, slot);
    shrinkMemcg(zswap, zswap.memcgs[0]);
    const looked = lruOf(zswap).filter((slot) => !slot.endsWith('*')).length;
    assert.equal(looked, name === '7.3' ? 32 : 1, name);
  }
});

test('a strategy that reproduces a kernel names a preset', () => {
  const own = [...STRATEGIES].filter(([, { kernel }]) => kernel !== undefined);
  assert.deepEqual(
    own.map(([name, { kernel }]) => [name, kernel, preset(kernel as string) !== undefined]),
    ['6.12', '6.13', '6.14', '6.16', '6.17', '6.18', '7.3'].map((version) => [
      `mainline-${version}`,
      version,
      true,
    ]),
  );
});
