import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planText } from '../../src/guest/plan.js';
import { PLAN } from '../support/machine-double.js';

describe('plan', () => {
  it('is a text of lines, with each corpus after the one before on the page disk', () => {
    const [corpus] = PLAN.corpora;
    const [cell] = PLAN.cells;
    const runs = [
      { pfn: 7, pages: 1 },
      { pfn: 9, pages: 2 },
    ];
    const text = planText(
      {
        corpora: [corpus, { ...corpus, pageCount: 3, runs }],
        cells: [
          { ...cell, corpus: 1, grouping: 'aligned', memcgMaxBytes: 1 << 20, memcgs: 2 },
          { ...cell, folioPages: 512, scenario: 'edge', writeback: false },
        ],
      },
      { chunkPages: 100, nodes: 2 },
    );
    assert.deepEqual(text.split('\n'), [
      'zswap-bench-plan 1',
      'corpus 0 2',
      'run 0 2',
      'corpus 2 3',
      'run 7 1',
      'run 9 2',
      'cell compressor=lz4 corpus=1 folio_pages=1 dense=0 offer_pages=2 chunk_pages=50 max_pool_percent=1 ' +
        'accept_threshold_percent=90 memcgs=2 memcg_max_bytes=1048576 memcg_parent_max_bytes=none writeback=1 ' +
        'tasks=1 edge=0 nodes=2',
      'cell compressor=lz4 corpus=0 folio_pages=512 dense=1 offer_pages=2 chunk_pages=512 max_pool_percent=1 ' +
        'accept_threshold_percent=90 memcgs=1 memcg_max_bytes=none memcg_parent_max_bytes=none writeback=0 ' +
        'tasks=1 edge=1 nodes=2',
      'end',
      '',
    ]);
  });

  it('has lengths and faults in a line after their cell', () => {
    const faults = {
      ...{
        first: 3,
        last: 7,
        second: { unit: 'bytes' as const, amount: 9 },
        pairs: 20,
        older: true,
      },
    };
    const [cell] = PLAN.cells;
    const text = planText(
      {
        ...PLAN,
        cells: [
          { ...cell, scenario: 'faults', faults },
          {
            ...cell,
            scenario: 'faults',
            faults: { ...faults, second: { unit: 'pages', amount: 2 } },
          },
          { ...cell, scenario: 'lengths' },
        ],
      },
      { chunkPages: 100, nodes: 1 },
    );
    const lines = text.split('\n').filter((line) => !/^(cell|run|corpus|zswap)/.test(line));
    assert.deepEqual(lines, ['faults 3 7 0 9 20 1', 'faults 3 7 2 0 20 1', 'lengths', 'end', '']);
  });
});
