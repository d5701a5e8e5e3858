import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  ComparedCell,
  CompressorComparison,
} from '../../../src/commands/compressors/document.js';
import { compressorsReport } from '../../../src/commands/compressors/tables.js';
import { render } from '../../../src/output/format.js';

const FIXED = { median: 1, low: 1, high: 1 };
const speed = (median: number, low: number, high: number, relativeToFastest = FIXED) => ({
  ...{ median, low, high },
  relativeToFastest,
});

function cell(compressor: string, poolRatio: number | null, times: object = {}): ComparedCell {
  return {
    key: `c/${compressor}`,
    corpus: 'c',
    compressor,
    kernelLengths: compressor === 'a',
    ratio: poolRatio === null ? null : poolRatio + 0.5,
    poolRatio,
    incompressibleShare: poolRatio === null ? null : 0.125,
    roundTrip: { checked: 10, mismatches: 0 },
    ...times,
  };
}

/** Returns the last line. */
function verdict(...cells: ComparedCell[]): string {
  return text(...cells).at(-2) ?? '';
}

/** Returns the lines of the table, after the line of parameters. */
function table(...cells: ComparedCell[]): string[] {
  return text(...cells).slice(2);
}

function text(...cells: ComparedCell[]): string[] {
  const comparison: CompressorComparison = {
    schema: 'zswap-bench.compressors/1',
    tool: { version: '1' },
    machine: {
      ...{ fingerprint: '', cpu: 'A CPU', cores: 2, memoryBytes: 1, arch: '', platform: '' },
      ...{ node: '99.0.0', zlib: '' },
    },
    config: { compressors: [], corpora: [], dropPartial: false, holes: 'zero', timeSeconds: null },
    corpora: [{ name: 'c', sha256: '', pages: 12, comparedPages: 10 }],
    cells,
  };
  return render(compressorsReport(comparison), 'table').split('\n');
}

const TIMES = {
  decompressMBps: speed(900, 850, 950),
  compressNs: { p50: 7000, p99: 20_000 },
  decompressNs: { p50: 3000, p99: 9000 },
  timedRoundTrip: { checked: 1, mismatches: 0 },
};

describe('the table of compressors', () => {
  it('is sorted by pool size, with the best marked, the copy excepted', () => {
    const lines = table(cell('identity', 9), cell('a', 1.25), cell('b', 2), cell('d', 1.25));
    assert.deepEqual(lines.slice(0, 7), [
      'c: 10 pages, 2 more in wholly zero folios',
      '',
      'compressor  kernel   ratio    pool    raw',
      'identity    no      9.500   9.000   12.5%',
      'b           no      2.500*  2.000*  12.5%',
      'a           yes     1.750   1.250   12.5%',
      'd           no      1.750   1.250   12.5%',
    ]);
    assert.ok(!lines.join('\n').includes('MB/s'));
  });

  it('marks every best compressor except the copy', () => {
    const lines = table(cell('a', 2), cell('b', 2), cell('identity', 2));
    assert.deepEqual(
      lines.slice(3, 6).map((line) => line.includes('*')),
      [true, true, false],
    );
  });

  it('marks the fastest, and those not significantly slower', () => {
    const printed = text(
      cell('best', 4, { ...TIMES, compressMBps: speed(600, 570, 630) }),
      cell('near', 3, {
        ...TIMES,
        compressMBps: speed(590, 570, 610, { median: 0.99, low: 0.97, high: 1 }),
      }),
      cell('less', 2, {
        ...TIMES,
        compressMBps: speed(580, 570, 590, { median: 0.97, low: 0.95, high: 0.999 }),
      }),
    );
    const lines = printed.slice(2);
    const speeds = lines.slice(3, 6).map((line) => /\d+ \+- *[\d.]+%./.exec(line)?.[0]);
    assert.deepEqual(speeds, ['600 +- 5.0%*', '590 +- 3.4%~', '580 +- 1.7% ']);
    assert.match(lines[3], / 7000 +20000 +900 \+- 5.6%\* +3000 +9000$/);
    assert.equal(printed[0], 'zswap-bench 1, 2 x A CPU, Node 99.0.0');
  });

  it('shows no figure over no pages', () => {
    assert.deepEqual(table(cell('a', null))[3].split(/ +/), ['a', 'yes', '-', '-', '-']);
  });
});

describe('the verdict on compressors', () => {
  const times = (relative = FIXED) => ({ ...TIMES, compressMBps: speed(400, 390, 410, relative) });

  it('names the smallest pool and the fastest, those not significantly slower included', () => {
    const line = verdict(
      cell('identity', 9, times()),
      cell('a', 1.25, times()),
      cell('b', 2, times({ median: 0.99, low: 0.97, high: 1.01 })),
      cell('d', 2, times({ median: 0.9, low: 0.85, high: 0.95 })),
    );
    assert.equal(
      line,
      'Verdict: smallest pool: b, d; fastest (* or ~) compression: a, b; fastest (* or ~) decompression: a, b, d',
    );
  });

  it('has no winner among copies, and reports changed pages before all else', () => {
    assert.equal(verdict(cell('identity', 9)), 'Verdict: nothing to compare');
    const changed = { roundTrip: { checked: 10, mismatches: 1 } };
    assert.equal(verdict(cell('a', 2, changed)), 'Verdict: pages changed in 1 round trip');
  });
});
