import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { advise } from '../../../src/commands/advise/rank-settings.js';
import type { Cell, ResultDocument } from '../../../src/result/document.js';

interface Made {
  readonly corpus?: string;
  readonly compressor?: string;
  readonly strategy?: string;
  readonly folioSize?: string;
  readonly max?: number;
  readonly kept: number;
  readonly peak: number;
  readonly wasted?: number;
  /** Drift of the gauge. */
  readonly drift?: number;
}

/** Creates a cell with 100 pages offered, `kept` pages stored at the end and a pool peak of `peak` pages. */
function cell(made: Made): Cell {
  const {
    corpus = 'a',
    compressor = 'lz4',
    strategy = 'batch',
    folioSize = '64K',
    max = 20,
    drift,
  } = made;
  return {
    corpus,
    compressor,
    strategy,
    folioSize,
    parameters: { 'max-pool-percent': max, 'accept-threshold-percent': 90, tasks: 4 },
    exact: {
      pages: { offered: 100, stored: made.kept },
      counters: { stored_pages: made.kept + (drift ?? 0), zswpwb: 0 },
      rollback: { drift: drift === undefined ? {} : { stored_pages: drift } },
      pool: { peakPages: made.peak, overshootPages: 1 },
      wasted: { compressions: made.wasted ?? 0 },
      oracle: { regretPages: 2 },
    },
  } as unknown as Cell;
}

function adviceOn(...cells: Cell[]) {
  const names = [...new Set(cells.map(({ corpus }) => corpus))];
  const corpora = names.map((name) => ({ name }));
  return advise({ tool: {}, config: { corpora }, corpora, cells } as unknown as ResultDocument);
}

describe('advice', () => {
  it('is the Pareto front, descending by pages kept', () => {
    const { front, tried } = adviceOn(
      cell({ max: 10, kept: 30, peak: 10 }),
      cell({ max: 20, kept: 50, peak: 20 }),
      cell({ max: 20, kept: 40, peak: 20, strategy: 'incremental', wasted: 10 }),
      cell({ max: 20, kept: 70, peak: 20, compressor: 'zstd' }),
    );
    assert.equal(tried, 4);
    assert.deepEqual(
      front.map(({ compressor, maxPoolPercent, keptShare, cpuNsPerKeptPage }) => [
        ...[compressor, maxPoolPercent, keptShare, cpuNsPerKeptPage],
      ]),
      [
        ['zstd', 20, 0.7, 25_000],
        ['lz4', 20, 0.5, 7_300],
        ['lz4', 10, 0.3, 7_300],
      ],
    );
  });

  it('counts wasted compressions as time of the pages kept', () => {
    const [{ cpuNsPerKeptPage }] = adviceOn(cell({ kept: 40, peak: 20, wasted: 10 })).front;
    assert.equal(cpuNsPerKeptPage, (50 * 7_300) / 40);
  });

  it('counts kept pages without the drift of the gauge', () => {
    const [sound] = adviceOn(cell({ kept: 30, peak: 10 })).front;
    const [drifting] = adviceOn(cell({ kept: 30, peak: 10, drift: -45 })).front;
    assert.deepEqual(drifting, sound);
  });

  it('sums the corpora, and has the share of resamples with each choice on the front', () => {
    const both = [
      // Better on one corpus, worse on the other, and worse on both together.
      cell({ corpus: 'a', max: 10, kept: 60, peak: 20 }),
      cell({ corpus: 'b', max: 10, kept: 10, peak: 20 }),
      cell({ corpus: 'a', max: 30, kept: 50, peak: 20 }),
      cell({ corpus: 'b', max: 30, kept: 40, peak: 20 }),
    ];
    const { front } = adviceOn(...both);
    assert.equal(front.length, 1);
    const [{ maxPoolPercent, keptShare, overshootPages, regretPages, frontShare }] = front;
    assert.deepEqual([maxPoolPercent, keptShare, overshootPages, regretPages], [30, 0.45, 2, 4]);
    // It loses if only corpus a is drawn: a quarter of the resamples.
    assert.ok(frontShare !== null && frontShare > 0.65 && frontShare < 0.85, String(frontShare));
  });

  it('of one corpus has no share of resamples', () => {
    assert.equal(adviceOn(cell({ kept: 40, peak: 20 })).front[0].frontShare, null);
  });

  it('recommends the choice nearest to the ideal, of a released kernel if there is one', () => {
    const cells = [
      cell({ max: 10, kept: 10, peak: 10 }),
      cell({ max: 20, kept: 60, peak: 30 }),
      cell({ max: 30, kept: 90, peak: 90 }),
    ];
    const plain = adviceOn(...cells);
    assert.equal(plain.front[plain.balanced].maxPoolPercent, 20);
    const released = adviceOn(
      ...cells,
      cell({ max: 40, kept: 95, peak: 95, strategy: 'mainline-6.18' }),
    );
    assert.equal(released.front[released.balanced].strategy, 'mainline-6.18');
  });

  it('names the files that apply it', () => {
    const settings = (made: Partial<Made>) =>
      adviceOn(cell({ kept: 1, peak: 1, ...made })).settings.map(({ path, value }) => [
        path,
        value,
      ]);
    const zswap = '/sys/module/zswap/parameters';
    const huge = '/sys/kernel/mm/transparent_hugepage';
    assert.deepEqual(settings({ compressor: 'zstd:1', folioSize: '2M' }), [
      [`${zswap}/compressor`, 'zstd'],
      [`${zswap}/max_pool_percent`, '20'],
      [`${zswap}/accept_threshold_percent`, '90'],
      [`${huge}/hugepages-2048kB/enabled`, 'always'],
    ]);
    const single = settings({ compressor: 'lz4', folioSize: '4K' });
    assert.deepEqual(single[0], [`${zswap}/compressor`, 'lz4']);
    assert.equal(single.length, 3);
  });
});
