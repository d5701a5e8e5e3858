import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { findings } from '../../../../src/commands/report/findings/summary.js';
import type { ModelCell, ModelResult, Timed } from '../../../../src/result/document.js';
import { realResult } from '../../../support/report-results.js';

let real: ModelResult;
before(async () => {
  real = await realResult();
});

/** What a cell of these tests says; everything else is as it was in a real one. */
interface Said {
  readonly strategy: string;
  readonly folioSize?: string;
  readonly stored?: number;
  readonly writtenBack?: number;
  readonly over?: number;
  readonly memcgOver?: number;
  readonly wasted?: number;
  readonly drift?: Record<string, number>;
  readonly timed?: Timed;
}

function cell(said: Said): ModelCell {
  const { strategy, folioSize = '64K', stored = 0, over = 0, wasted = 0, drift = {} } = said;
  const [{ exact, timed: _, ...rest }] = real.cells;
  const memcg = { name: 'm', limitPages: 50, endPages: 0, peakPages: 0 };
  return {
    ...rest,
    key: `redis/lz4/${folioSize}/${strategy}`,
    strategy,
    folioSize,
    exact: {
      ...exact,
      pages: { ...exact.pages, offered: 1000, stored },
      counters: { ...exact.counters, written_back_pages: said.writtenBack ?? 0 },
      pool: { ...exact.pool, limitPages: 200, overshootPages: over },
      memcg: said.memcgOver === undefined ? [] : [{ ...memcg, overshootPages: said.memcgOver }],
      wasted: { ...exact.wasted, compressions: wasted },
      rollback: { ...exact.rollback, failedStores: 7, drift, declared: ['zswpout'] },
    },
    ...(said.timed === undefined ? {} : { timed: said.timed }),
  };
}

/** The sentences under a title; none if the title is not there. */
function under(title: string, ...cells: readonly Said[]): readonly string[] {
  const found = findings({ ...real, cells: cells.map(cell) });
  return found.find((each) => each.title === title)?.sentences ?? [];
}

describe('who stores most', () => {
  const title = 'Who stores most';

  it('is who keeps the most pages in most combinations, written back ones left out', () => {
    const sentences = under(
      title,
      { strategy: 'a', stored: 300 },
      { strategy: 'b', stored: 900, writtenBack: 800 },
      { strategy: 'a', stored: 100, folioSize: '2M' },
      { strategy: 'b', stored: 90, folioSize: '2M' },
      { strategy: 'oracle', stored: 999 },
    );
    assert.deepEqual(sentences, [
      'a stores the most pages in 2 of 2 combinations of corpus, compressor, folio size and parameters.',
      'At the median of its cells a keeps 20.0% of the pages offered; b, the least, 9.5%.',
      'Pages written back again do not count here; most are those of b: 800 pages of 900 pages taken in (redis/lz4/64K/b).',
    ]);
  });

  it('says when it is paid for with memory past the limit, and who does best within it', () => {
    const sentences = under(
      title,
      { strategy: 'a', stored: 300, over: 9 },
      { strategy: 'b', stored: 200 },
      { strategy: 'c', stored: 250 },
    );
    assert.match(sentences[2], /^In 1 of these cells the pool stood above the limit/);
    assert.match(sentences[3], /^Among .* c stores the most pages in 1 of 1 combination\.$/);
  });

  it('says so where several do', () => {
    const [first] = under(title, { strategy: 'a', stored: 3 }, { strategy: 'b', stored: 3 });
    assert.match(first, /^a and b store the most pages, each in 1 of 1 combination /);
  });

  it('is nobody where there is nobody to compare with', () => {
    assert.deepEqual(under(title, { strategy: 'a' }, { strategy: 'oracle' }), []);
  });
});

describe('who passes the limit', () => {
  const title = 'Who passes the limit';

  it('goes by the share of the limit, and names the cell', () => {
    assert.deepEqual(
      under(title, { strategy: 'a', over: 5 }, { strategy: 'b', over: 50 }, { strategy: 'c' }),
      [
        'b passes the pool limit furthest: by 50 pages, 25.0% of it (redis/lz4/64K/b).',
        'Past it as well: a (2.5% at the worst).',
        'Never past it: c.',
      ],
    );
  });

  it('tells of memcgs where they have a limit', () => {
    assert.deepEqual(
      under(title, { strategy: 'a', memcgOver: 10 }, { strategy: 'b', memcgOver: 0 }),
      [
        'No strategy passes the pool limit in any cell.',
        'a passes the limit of a memcg furthest: by 10 pages, 20.0% of it (redis/lz4/64K/a).',
        'Never past it: b.',
      ],
    );
  });
});

describe('who compresses for nothing', () => {
  it('goes by the share of all that was compressed', () => {
    assert.deepEqual(
      under(
        'Who compresses for nothing',
        { strategy: 'a', stored: 300, wasted: 100 },
        { strategy: 'b', stored: 10, wasted: 10 },
        { strategy: 'c', stored: 10 },
      ),
      [
        'b the most: 10 pages of stores that then failed, 50.0% of all that it compressed, over all its cells.',
        'Less: a (25.0%).',
        'None at all: c.',
      ],
    );
  });
});

describe('whose counters drift', () => {
  it('tells known bugs from others, and an alarm is raised for the others alone', () => {
    const cells: Said[] = [
      { strategy: 'a', drift: { zswpout: 23 } },
      { strategy: 'b', drift: { stored_pages: -4, zswpout: 1 } },
      { strategy: 'c' },
    ];
    assert.deepEqual(under('Whose counters drift', ...cells), [
      'a in 1 of 1 cell: zswpout by up to +23 (a known bug).',
      'b in 1 of 1 cell: stored_pages by up to -4 (declared nowhere) and zswpout by up to +1 (a known bug).',
      'Those of c equal an independent count at the end, after 7 failed stores.',
    ]);
    const [first, ...others] = findings({ ...real, cells: cells.map(cell) });
    assert.deepEqual(first, {
      title: 'Something is wrong',
      alarm: true,
      sentences: ['redis/lz4/64K/b: stored_pages drifted by -4.'],
    });
    assert.ok(others.every(({ alarm }) => alarm === undefined));
  });
});

describe('speed', () => {
  const rates = (low: number, high: number, samples: number): Timed => ({
    pagesPerSecond: { median: 100, low, high, samples: Array(samples).fill(100) },
    referencePagesPerSecond: { median: 200, low: 190, high: 210 },
    relativeToCompressor: low / 100,
    relativeSamples: [0.9],
    folioNs: null,
    roundTrip: null,
  });

  it('is what is left of the compressor, with what the spread and the samples say of it', () => {
    const sentences = under(
      'Speed on this machine',
      { strategy: 'a', timed: rates(95, 105, 9) },
      { strategy: 'b', timed: rates(80, 120, 2) },
    );
    assert.match(sentences[0], /: a 0\.950 \(the most\), b 0\.800 \(the least\)\.$/);
    assert.match(sentences[1], /^1 cell had time for fewer than 5 samples/);
    assert.match(sentences[2], /^In 1 of 2 timed cells /);
  });

  it('is not set against the compressor where that was not measured', async () => {
    const refusing = { ...rates(95, 105, 9), relativeToCompressor: null, relativeSamples: [] };
    const title = 'Speed on this machine';
    const [alone] = under(title, { strategy: 'a', timed: refusing });
    assert.match(alone, /^In 1 of 1 timed cell the store path refuses folios/);
    const both: Said[] = [
      { strategy: 'a', timed: refusing },
      { strategy: 'b', timed: rates(80, 120, 9) },
    ];
    const [left, without] = under(title, ...both);
    assert.match(left, /, b 0\.800 is left at the median/);
    assert.match(without, /^In 1 of 2 timed cells the store path refuses folios/);
  });

  it('is not spoken of without a timed part, but for that there is none', () => {
    assert.deepEqual(under('Speed on this machine', { strategy: 'a' }), []);
    const left = under('Not to be concluded', { strategy: 'a' });
    assert.ok(left.includes('Nothing about speed: there is no timed part.'));
  });
});

describe('any result', () => {
  it('has a summary, even one of nothing', () => {
    const lists = { strategies: [], compressors: [], folioSizes: [], tasks: [], corpora: [] };
    const config = { ...real.config, ...lists, maxPoolPercent: [], acceptThresholdPercent: [] };
    const found = findings({ ...real, config, corpora: [], cells: [] });
    assert.ok(found.length > 0);
    assert.doesNotMatch(JSON.stringify(found), /NaN|undefined|Infinity/);
  });

  it('of a real run names what is not to be concluded from it', () => {
    const text = JSON.stringify(findings(real));
    assert.match(text, /Nothing about other memory: the pages are those of tiny alone/);
    assert.match(text, /Nothing about memcg limits/);
    assert.doesNotMatch(text, /NaN|undefined|Infinity/);
  });
});
