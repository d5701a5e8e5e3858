import assert from 'node:assert/strict';
import { describe, it, test } from 'node:test';
import {
  megabytesPerSecond,
  timeCompressors,
} from '../../../src/commands/compressors/compressor-timing.js';
import type { ComparedTimes } from '../../../src/commands/compressors/document.js';
import { CompressorError, type PageCompressor } from '../../../src/compressor/compressor.js';
import { joined } from '../../support/memory-source.js';
import {
  forgetful,
  honest,
  inflating,
  lazy,
  pageOfLength,
  rejecting,
} from '../../support/toy-compressor.js';

// 60 pages of 300 bytes: two blocks of 30.
const PAGES = joined(...Array.from({ length: 60 }, (_, page) => pageOfLength(300, 1 + page)));
const ALL = Uint32Array.from(Array(60).keys());

/** Without time, the minimum of rounds is run: ten, of 30 pages, each page twice. */
function times(compressors: Record<string, PageCompressor>, bytes = PAGES, pages = ALL) {
  return timeCompressors(new Map(Object.entries(compressors)), bytes, pages, 0);
}

test('compressor timing: 64 pages per ms are 262 MB/s', () => {
  assert.equal(megabytesPerSecond(64, 1), 262.144);
});

describe('timed compressors', () => {
  it('have speeds with intervals, and times per page', async () => {
    const { honest: one } = Object.fromEntries(await times({ honest }));
    for (const { median, low, high } of [one.compressMBps, one.decompressMBps]) {
      assert.ok(0 < low && low <= median && median <= high);
    }
    for (const { p50, p99 } of [one.compressNs, one.decompressNs]) {
      assert.ok(0 < p50 && p50 <= p99 && Number.isInteger(p50) && Number.isInteger(p99));
    }
  });

  it('are compared with the one of the highest median, in each direction', async () => {
    const found = [...(await times({ honest, twin: { ...honest }, rejecting })).values()];
    for (const direction of ['compressMBps', 'decompressMBps'] as const) {
      const speeds = found.map((each) => each[direction]);
      const highest = Math.max(...speeds.map(({ median }) => median));
      const fastest = speeds.find(({ median }) => median === highest);
      assert.deepEqual(fastest?.relativeToFastest, { median: 1, low: 1, high: 1 });
    }
  });

  it('are compared with each other, not with the copy', async () => {
    const { identity, only } = Object.fromEntries(await times({ identity: honest, only: honest }));
    assert.equal(only.compressMBps.relativeToFastest?.median, 1);
    assert.ok(identity.compressMBps.relativeToFastest !== null);
    const { identity: alone } = Object.fromEntries(await times({ identity: honest }));
    assert.equal(alone.compressMBps.relativeToFastest, null);
  });

  it('have every decoded page compared', async () => {
    const found = await times({ honest, forgetful, lazy, rejecting, inflating });
    const mismatches = [...found].map(([, { timedRoundTrip }]) => {
      assert.equal(timedRoundTrip.checked, 10 * 30 * 2);
      return timedRoundTrip.mismatches;
    });
    assert.deepEqual(mismatches, [0, 600, 600, 600, 0]);
  });

  it('fail if they leave the output unchanged', async () => {
    const idle: PageCompressor = { ...honest, decompress() {} };
    const { timedRoundTrip } = (await times({ honest, idle })).get('idle') as ComparedTimes;
    assert.equal(timedRoundTrip.mismatches, 600);
  });

  it('fail for a page that they report as damaged', async () => {
    const late: PageCompressor = {
      ...honest,
      decompress(...page) {
        honest.decompress(...page);
        throw new CompressorError('something is wrong');
      },
    };
    const { timedRoundTrip } = (await times({ late })).get('late') as ComparedTimes;
    assert.equal(timedRoundTrip.mismatches, 600);
  });

  it('pass on unexpected errors', async () => {
    const broken: PageCompressor = {
      ...honest,
      decompress() {
        throw new TypeError('a bug');
      },
    };
    await assert.rejects(times({ broken }), /a bug/);
  });
});
