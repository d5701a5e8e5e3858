import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { findings } from '../../../../src/commands/report/findings/summary.js';
import { sentenceOf } from '../../../../src/output/verdict-table.js';
import type { ModelCell, ModelResult, Timed } from '../../../../src/result/document.js';
import { verdictsOf } from '../../../../src/result/verdicts.js';
import { FIVE_HUNDRED, gridResult, realResult } from '../../../support/report-results.js';

let real: ModelResult;
before(async () => {
  real = await realResult();
});

/** Figures of a cell in these tests; all others are those of a real cell. */
interface Said {
  readonly strategy: string;
  readonly folioSize?: string;
  readonly stored?: number;
  readonly writtenBack?: number;
  readonly over?: number;
  readonly memcgOver?: number;
  readonly wasted?: number;
  /** Folios refused for an incompressible page. */
  readonly incompressible?: number;
  readonly drift?: Record<string, number>;
  readonly timed?: Timed;
}

function cell(said: Said): ModelCell {
  const { strategy, folioSize = '64K', stored = 0, over = 0, wasted = 0, drift = {} } = said;
  const [{ exact, timed: _, repetitions: __, ...rest }] = real.cells;
  const memcg = { name: 'm', limitPages: 50, endPages: 0, peakPages: 0 };
  return {
    ...rest,
    key: `redis/lz4/${folioSize}/${strategy}`,
    strategy,
    folioSize,
    exact: {
      ...exact,
      pages: { ...exact.pages, offered: 1000, stored },
      counters: {
        ...exact.counters,
        written_back_pages: said.writtenBack ?? 0,
        zswpwb: said.writtenBack ?? 0,
      },
      rejects: { ...exact.rejects, compress_fail: said.incompressible ?? 0 },
      pool: { ...exact.pool, limitPages: 200, overshootPages: over },
      memcg: said.memcgOver === undefined ? [] : [{ ...memcg, overshootPages: said.memcgOver }],
      wasted: { ...exact.wasted, compressions: wasted },
      rollback: { ...exact.rollback, failedStores: 7, drift, declared: ['zswpout'] },
    },
    ...(said.timed === undefined ? {} : { timed: said.timed }),
  };
}

/** Returns the sentences under a title; none without that title. */
function under(title: string, ...cells: readonly Said[]): readonly string[] {
  const found = findings({ ...real, verdicts: [], cells: cells.map(cell) });
  return found.find((each) => each.title === title)?.sentences ?? [];
}

describe('summary: pages stored', () => {
  const title = 'Pages stored';

  it('names the strategy that keeps most pages in most combinations, without pages written back', () => {
    const sentences = under(
      title,
      { strategy: 'a', stored: 300 },
      { strategy: 'b', stored: 900, writtenBack: 800 },
      { strategy: 'a', stored: 100, folioSize: '2M' },
      { strategy: 'b', stored: 90, folioSize: '2M' },
      { strategy: 'oracle', stored: 999 },
    );
    assert.deepEqual(sentences, [
      'a has the highest median in 2 of 2 combinations of corpus, compressor, folio size and parameters; differences below 0.1% are ties.',
      'Pages kept / pages offered, median over cells: a 20.0%, b 9.5% (lowest).',
      'Pages written back do not count. Most: b, 800 pages of 900 pages stored (redis/lz4/64K/b).',
    ]);
  });

  it('reports overshoot of the winner, and the winner within the limit', () => {
    const sentences = under(
      title,
      { strategy: 'a', stored: 300, over: 9 },
      { strategy: 'b', stored: 200 },
      { strategy: 'c', stored: 250 },
    );
    assert.match(sentences[2], /^In 1 of these cells the pool was above its limit/);
    assert.match(sentences[3], /^Among .* c has the highest median in 1 of 1 combination\.$/);
  });

  it('names all winners of a tie', () => {
    const [first] = under(title, { strategy: 'a', stored: 3 }, { strategy: 'b', stored: 3 });
    assert.match(first, /^a and b have the highest median, each in 1 of 1 combination /);
  });

  it("ranks kernels' presets apart, and states the folios that they refuse for other reasons", () => {
    const cells: Said[] = [
      { strategy: 'mainline-6.13', stored: 900, incompressible: 1200 },
      { strategy: 'mainline-6.18', stored: 500 },
      { strategy: 'a', stored: 300 },
      { strategy: 'b', stored: 200 },
    ];
    assert.match(under(title, ...cells)[0], /^a has the highest median in 1 of 1/);
    const presets = under("Pages stored by kernels' presets", ...cells);
    assert.match(presets[0], /^mainline-6\.13 has the highest median/);
    assert.ok(
      presets.includes(
        'mainline-6.13 refuses 1,200 folios with incompressible pages (medians over repetitions, added): these go to the device, and leave room for others.',
      ),
      presets.join('\n'),
    );
  });

  it('is absent with a single strategy beside the oracle', () => {
    assert.deepEqual(under(title, { strategy: 'a' }, { strategy: 'oracle' }), []);
  });
});

describe('summary: overshoot', () => {
  const title = 'Overshoot';

  it('ranks by the share of the limit, and names the cell', () => {
    assert.deepEqual(
      under(title, { strategy: 'a', over: 5 }, { strategy: 'b', over: 50 }, { strategy: 'c' }),
      [
        'Largest overshoot of the pool limit: b, 50 pages, 25% of the limit of 200 pages on a machine of 1 GiB (redis/lz4/64K/b).',
        'The same pages are 0.006% of 20% of 16 GiB.',
        'Also above it: a (up to 2.5%).',
        'Never above it: c.',
      ],
    );
  });

  it('includes memcgs with a limit', () => {
    assert.deepEqual(
      under(title, { strategy: 'a', memcgOver: 10 }, { strategy: 'b', memcgOver: 0 }),
      [
        'No strategy exceeds the pool limit in any cell.',
        'Largest overshoot of a memcg limit: a, 10 pages, 20% of the limit of 50 pages (redis/lz4/64K/a).',
        'Never above it: b.',
      ],
    );
  });
});

describe('summary: repetitions', () => {
  it('lists verdicts with claims first, and claims nothing without them', () => {
    const [first] = verdictsOf(real).filter(({ figure }) => figure === 'stored');
    const verdicts = [
      { ...first, strategy: 'b', significant: false },
      { ...first, strategy: 'c', significant: true, higher: 20, lower: 0, p: 0.00001 },
    ];
    const claims = (list: typeof verdicts, title: string) => {
      const cells = [cell({ strategy: 'b', stored: 9 }), cell({ strategy: 'c', stored: 5 })];
      const found = findings({ ...real, verdicts: list, cells });
      return found.find((each) => each.title === title)?.sentences ?? [];
    };
    const sentences = claims(verdicts, 'Verdicts over repetitions');
    assert.deepEqual(
      sentences,
      verdicts.toReversed().map((each) => `${sentenceOf(each)}.`),
    );
    const unproven = 'No verdict over the repetitions claims a difference.';
    assert.ok(!claims(verdicts, 'Pages stored').includes(unproven));
    assert.ok(claims(verdicts.slice(0, 1), 'Pages stored').includes(unproven));
  });

  it('shows the range of the overshoot over the repetitions', () => {
    const [made] = gridResult(real, { ...FIVE_HUNDRED, folioSizes: ['64K'] }).cells;
    const { overshootPages = [] } = made.repetitions?.figures ?? {};
    const [low, high] = [Math.min(...overshootPages), Math.max(...overshootPages)];
    const found = findings({ ...real, cells: [made] }).find((each) => each.title === 'Overshoot');
    assert.match(
      found?.sentences[0] ?? '',
      new RegExp(`incremental, ${high} pages, .*; ${low} to ${high} pages in its 20 repetitions`),
    );
  });

  it('counts rounds in which no store was accepted, in scenario edge', async () => {
    const edge = await realResult('--scenario', 'edge', '--total-ram', '1M', '--repeat', '2');
    const rounds = findings(edge).find((each) => each.title.startsWith('Rounds'));
    assert.match(rounds?.sentences[0] ?? '', /^(None of|Of) [\d,]+ rounds/);
    assert.ok(!findings(real).some((each) => each.title.startsWith('Rounds')));
  });
});

describe('summary: wasted compressions', () => {
  it('ranks by the share of all compressed pages', () => {
    assert.deepEqual(
      under(
        'Wasted compressions',
        { strategy: 'a', stored: 300, wasted: 100 },
        { strategy: 'b', stored: 10, wasted: 10 },
        { strategy: 'c', stored: 10 },
      ),
      [
        'Most: b, 10 pages compressed by stores that failed, 50% of its compressed pages over all cells and repetitions.',
        'Fewer: a (25%).',
        'None: c.',
      ],
    );
  });
});

describe('summary: counter drift', () => {
  it('separates known bugs from undeclared drift, which alone is a fault', () => {
    const cells: Said[] = [
      { strategy: 'a', drift: { zswpout: 23 } },
      { strategy: 'b', drift: { stored_pages: -4, zswpout: 1 } },
      { strategy: 'c' },
    ];
    assert.deepEqual(under('Counter drift', ...cells), [
      'a in 1 of 1 cell: zswpout up to +23 (known bug).',
      'b in 1 of 1 cell: stored_pages up to -4 (undeclared) and zswpout up to +1 (known bug).',
      'Counters of c equal the expected counters at the end, after 7 failed stores.',
    ]);
    const [first, ...others] = findings({ ...real, cells: cells.map(cell) });
    assert.deepEqual(first, {
      title: 'Correctness faults',
      alarm: true,
      sentences: ['redis/lz4/64K/b: stored_pages drifted by -4.'],
    });
    assert.ok(others.every(({ alarm }) => alarm === undefined));
  });
});

describe('summary: throughput', () => {
  const rates = (low: number, high: number, samples: number): Timed => ({
    pagesPerSecond: { median: 100, low, high, samples: Array(samples).fill(100) },
    referencePagesPerSecond: { median: 200, low: 190, high: 210 },
    relativeToCompressor: low / 100,
    relativeSamples: [0.9],
    folioNs: null,
    roundTrip: null,
  });

  it('compares with the compressor, and reports few samples and wide intervals', () => {
    const sentences = under(
      'Throughput on the host',
      { strategy: 'a', timed: rates(95, 105, 9) },
      { strategy: 'b', timed: rates(80, 120, 2) },
    );
    assert.match(sentences[0], /: a 0\.950 \(highest\), b 0\.800 \(lowest\)\.$/);
    assert.match(sentences[1], /^Fewer than 5 samples in 1 cell/);
    assert.match(sentences[2], /^In 1 of 2 timed cells /);
  });

  it('has no comparison with the compressor if no samples exist', async () => {
    const refusing = { ...rates(95, 105, 9), relativeToCompressor: null, relativeSamples: [] };
    const title = 'Throughput on the host';
    const [alone] = under(title, { strategy: 'a', timed: refusing });
    assert.match(alone, /^In 1 of 1 timed cell the store path refuses folios/);
    const both: Said[] = [
      { strategy: 'a', timed: refusing },
      { strategy: 'b', timed: rates(80, 120, 9) },
    ];
    const [left, without] = under(title, ...both);
    assert.match(left, /: b 0\.800\.$/);
    assert.match(without, /^In 1 of 2 timed cells the store path refuses folios/);
  });

  it('is absent without a timed part, which the limitations state', () => {
    assert.deepEqual(under('Throughput on the host', { strategy: 'a' }), []);
    const left = under('Limitations', { strategy: 'a' });
    assert.ok(left.includes('No evidence for speed: there is no timed part.'));
  });
});

describe('summary: any result', () => {
  it('an empty result has a summary', () => {
    const lists = { strategies: [], compressors: [], folioSizes: [], tasks: [], corpora: [] };
    const config = { ...real.config, ...lists, maxPoolPercent: [], acceptThresholdPercent: [] };
    const found = findings({ ...real, config, corpora: [], cells: [] });
    assert.ok(found.length > 0);
    assert.doesNotMatch(JSON.stringify(found), /NaN|undefined|Infinity/);
  });

  it('a real run states its limitations', () => {
    const text = JSON.stringify(findings(real));
    assert.match(text, /No evidence for other workloads: all pages come from tiny/);
    assert.match(text, /No evidence for memcg limits/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  });
});
