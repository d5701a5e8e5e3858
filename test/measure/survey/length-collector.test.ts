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

function collected(compressor: PageCompressor, verify: boolean, ...windows: Uint8Array[]) {
  const collector = new LengthCollector(compressor, verify);
  for (const window of windows) collector.add(window, zeroFlags(window));
  const { lengths, roundTrip } = collector.result();
  return { lengths: [...lengths], roundTrip };
}

test('length collector: every page has a length, also zero pages and pages of 4096 bytes', () => {
  const window = joined(pageOfLength(300), zeroPage(), pageOfLength(4096), pageOfLength(4095));
  assert.deepEqual(collected(honest, true, window), {
    lengths: [300, 1, 4096, 4095],
    roundTrip: { checked: 4, mismatches: 0 },
  });
});

test('length collector: pages of several windows form one list', () => {
  const windows = Array.from({ length: 40 }, (_, i) =>
    joined(pageOfLength(2 * i + 1), pageOfLength(2 * i + 2)),
  );
  assert.deepEqual(
    collected(honest, true, ...windows).lengths,
    Array.from({ length: 80 }, (_, i) => i + 1),
  );
});

test('length collector: pages that lose bytes are mismatches', () => {
  const window = joined(pageOfLength(300), pageOfLength(100), pageOfLength(101));
  assert.deepEqual(collected(forgetful, true, window), {
    lengths: [100, 100, 100],
    roundTrip: { checked: 3, mismatches: 2 },
  });
});

test('length collector: only one zero page of all windows is compressed', () => {
  let calls = 0;
  const counting: PageCompressor = {
    ...honest,
    compress(...args) {
      calls++;
      return honest.compress(...args);
    },
  };
  const window = joined(zeroPage(), pageOfLength(300), zeroPage());
  assert.deepEqual(collected(counting, true, window, window), {
    lengths: [1, 300, 1, 1, 300, 1],
    roundTrip: { checked: 6, mismatches: 0 },
  });
  assert.equal(calls, 3);
});

test('length collector: every zero page is a mismatch if the first one is', () => {
  const window = joined(zeroPage(), pageOfLength(4096), zeroPage(), zeroPage());
  assert.deepEqual(collected(rejecting, true, window).roundTrip, { checked: 4, mismatches: 3 });
});

test('length collector: invalid compressed data is a mismatch', () => {
  const window = joined(pageOfLength(300), pageOfLength(4096));
  // The second page has 4096 bytes, so it is stored uncompressed and not decoded.
  assert.deepEqual(collected(rejecting, true, window).roundTrip, { checked: 2, mismatches: 1 });
});

test('length collector: an incompressible page has its length above 4096 and is stored uncompressed', () => {
  assert.deepEqual(collected(inflating, true, joined(pageOfLength(300), pageOfLength(4096))), {
    lengths: [4097, 4097],
    roundTrip: { checked: 2, mismatches: 0 },
  });
});

test('length collector: nothing is read back without verification', () => {
  assert.deepEqual(collected(rejecting, false, pageOfLength(300)), {
    lengths: [300],
    roundTrip: null,
  });
});

test('length collector: an unexpected error of a compressor is thrown, not a mismatch', () => {
  const broken: PageCompressor = {
    ...honest,
    decompress() {
      throw new TypeError('a bug');
    },
  };
  assert.throws(() => collected(broken, true, pageOfLength(300)), TypeError);
});

test('length collector: memory does not grow with the pages read back', () => {
  // 64 MiB of incompressible pages, in windows of 1 MiB.
  const window = joined(...Array(256).fill(pageOfLength(4096)));
  const collector = new LengthCollector(honest, true);
  collector.add(window, zeroFlags(window));
  const before = process.memoryUsage().arrayBuffers;
  for (let i = 1; i < 64; i++) collector.add(window, zeroFlags(window));
  assert.equal(collector.result().roundTrip?.checked, 64 * 256);
  assert.ok(process.memoryUsage().arrayBuffers - before < 4 << 20);
});

test('length collector: pages have the lengths they were created with', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 4096 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(fc.array(lengths, { minLength: 1, maxLength: 6 }), (windows) => {
      const pages = windows.map((all) => joined(...all.map((length) => pageOfLength(length))));
      const checked = windows.flat().length;
      assert.deepEqual(collected(honest, true, ...pages), {
        lengths: windows.flat(),
        roundTrip: { checked, mismatches: 0 },
      });
    }),
  );
});
