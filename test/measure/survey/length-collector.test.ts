import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isZeroPage, PAGE_SIZE } from '../../../src/common/page.js';
import type { PageCompressor } from '../../../src/compressor/compressor.js';
import { LengthCollector } from '../../../src/measure/survey/length-collector.js';
import { joined } from '../../support/memory-source.js';
import { zeroPage } from '../../support/pages.js';
import {
  forgetful,
  honest,
  inflating,
  pageOfLength,
  rejecting,
} from '../../support/toy-compressor.js';

function zeroFlags(window: Uint8Array): Uint8Array {
  return Uint8Array.from({ length: window.length / PAGE_SIZE }, (_, page) =>
    isZeroPage(window, page * PAGE_SIZE) ? 1 : 0,
  );
}

function learned(compressor: PageCompressor, verify: boolean, ...windows: Uint8Array[]) {
  const learner = new LengthCollector(compressor, verify);
  for (const window of windows) learner.learn(window, zeroFlags(window));
  const { lengths, roundTrip } = learner.result();
  return { lengths: [...lengths], roundTrip };
}

test('each page has its length, zero pages and pages that fill a page included', () => {
  const window = joined(pageOfLength(300), zeroPage(), pageOfLength(4096), pageOfLength(4095));
  assert.deepEqual(learned(honest, true, window), {
    lengths: [300, 1, 4096, 4095],
    roundTrip: { checked: 4, mismatches: 0 },
  });
});

test('pages of several windows are one list', () => {
  const windows = Array.from({ length: 40 }, (_, i) =>
    joined(pageOfLength(2 * i + 1), pageOfLength(2 * i + 2)),
  );
  assert.deepEqual(
    learned(honest, true, ...windows).lengths,
    Array.from({ length: 80 }, (_, i) => i + 1),
  );
});

test('a compressor that loses bytes is caught, page by page', () => {
  const window = joined(pageOfLength(300), pageOfLength(100), pageOfLength(101));
  assert.deepEqual(learned(forgetful, true, window), {
    lengths: [100, 100, 100],
    roundTrip: { checked: 3, mismatches: 2 },
  });
});

test('a page of zeros is compressed once, over all windows', () => {
  let calls = 0;
  const counting: PageCompressor = {
    ...honest,
    compress(...args) {
      calls++;
      return honest.compress(...args);
    },
  };
  const window = joined(zeroPage(), pageOfLength(300), zeroPage());
  assert.deepEqual(learned(counting, true, window, window), {
    lengths: [1, 300, 1, 1, 300, 1],
    roundTrip: { checked: 6, mismatches: 0 },
  });
  assert.equal(calls, 3);
});

test('a page of zeros that does not come back is a mismatch wherever it stands', () => {
  const window = joined(zeroPage(), pageOfLength(4096), zeroPage(), zeroPage());
  assert.deepEqual(learned(rejecting, true, window).roundTrip, { checked: 4, mismatches: 3 });
});

test('a payload that does not decode is a mismatch', () => {
  const window = joined(pageOfLength(300), pageOfLength(4096));
  // The second page fills a page, so it is kept as it is and needs no decoding.
  assert.deepEqual(learned(rejecting, true, window).roundTrip, { checked: 2, mismatches: 1 });
});

test('a page that does not compress keeps its length and is stored as it is', () => {
  assert.deepEqual(learned(inflating, true, joined(pageOfLength(300), pageOfLength(4096))), {
    lengths: [4097, 4097],
    roundTrip: { checked: 2, mismatches: 0 },
  });
});

test('without verification nothing is read back', () => {
  assert.deepEqual(learned(rejecting, false, pageOfLength(300)), {
    lengths: [300],
    roundTrip: null,
  });
});

test('a compressor that breaks otherwise is not called a mismatch', () => {
  const broken: PageCompressor = {
    ...honest,
    decompress() {
      throw new TypeError('a bug');
    },
  };
  assert.throws(() => learned(broken, true, pageOfLength(300)), TypeError);
});

test('what has been read back does not stay in memory', () => {
  // 64 MiB pass through, in windows of 1 MiB of pages that do not compress.
  const window = joined(...Array(256).fill(pageOfLength(4096)));
  const learner = new LengthCollector(honest, true);
  learner.learn(window, zeroFlags(window));
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 1; i < 64; i++) learner.learn(window, zeroFlags(window));
  assert.equal(learner.result().roundTrip?.checked, 64 * 256);
  assert.ok(process.memoryUsage().arrayBuffers - before < 4 << 20);
});

test('any pages have the lengths they were made with', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(lengths, { minLength: 1, maxLength: 6 }), (windows) => {
      const pages = windows.map((all) => joined(...all.map((length) => pageOfLength(length))));
      const checked = windows.flat().length;
      assert.deepEqual(learned(honest, true, ...pages), {
        lengths: windows.flat(),
        roundTrip: { checked, mismatches: 0 },
      });
    }),
  );
});
