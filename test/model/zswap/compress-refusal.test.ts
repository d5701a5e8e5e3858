import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Overflow } from '../../../src/compressor/compressor.js';
import { refusalOf } from '../../../src/model/zswap/compress-refusal.js';
import { KERNELS } from '../../../src/model/zswap/kernel-presets.js';
import type { StepPoint } from '../../../src/model/zswap/step-hooks.js';
import { type BareOptions, bareZswap, folioOf } from '../../support/bare-zswap.js';

/** Why a page is refused, null if it is not, and how far [reject_compress_fail, reject_compress_poor] are then. */
function verdict(options: BareOptions): [Overflow | null, number[]] {
  const zswap = bareZswap(options);
  const length = zswap.compress(folioOf(0, 1), 0);
  const { reject_compress_fail, reject_compress_poor } = zswap.counters;
  return [length < 0 ? refusalOf(length) : null, [reject_compress_fail, reject_compress_poor]];
}

const FAIL = ['compress_fail', [1, 0]];
const POOR = ['compress_poor', [0, 1]];
const KEPT = [null, [0, 0]];

test('where lzo overruns, a page that it made too long is poor; all others fail', () => {
  for (const name of ['v7', '6.12', '6.13', '6.14', '6.16', '6.17']) {
    const ofLzo = ['v7', '6.13'].includes(name) ? POOR : FAIL;
    const kernel = KERNELS.get(name) as NonNullable<BareOptions['kernel']>;
    for (const writeback of [true, false]) {
      for (const lengths of [[4097], [8192]]) {
        const options = { kernel, writeback, lengths };
        assert.deepEqual(verdict({ ...options, overflow: 'compress_poor' }), ofLzo, name);
        assert.deepEqual(verdict({ ...options, overflow: 'compress_fail' }), FAIL, name);
      }
      for (const lengths of [[4095], [4096]]) {
        const fits = { kernel, writeback, lengths, overflow: 'compress_poor' } as const;
        assert.deepEqual(verdict(fits), KEPT);
      }
    }
  }
});

test('from 6.18 on a page that may not be kept fails with every compressor', () => {
  for (const name of ['6.18', '7.3']) {
    const kernel = KERNELS.get(name) as NonNullable<BareOptions['kernel']>;
    for (const overflow of ['compress_poor', 'compress_fail'] as const) {
      const options = { kernel, overflow, lengths: [4096] };
      assert.deepEqual(verdict({ ...options, writeback: true }), KEPT, name);
      assert.deepEqual(verdict({ ...options, writeback: false }), FAIL, name);
    }
  }
});

test('a compressor that breaks down fails, whatever it would have made', () => {
  for (const [point, lengths, expected] of [
    ['compress_error', [100], FAIL],
    ['compress_error', [5000], FAIL],
    ['incompressible', [100], POOR],
    ['incompressible', [5000], POOR],
  ] as const) {
    const hooks = { at: (reached: StepPoint) => reached === point };
    const kernel = { keepsIncompressible: false, lzoOverruns: true };
    const options = { kernel, lengths, overflow: 'compress_poor', hooks } as const;
    assert.deepEqual(verdict(options), expected, `${point}, ${lengths} bytes`);
  }
});
