import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folioOutcomes } from '../../../src/commands/kernel/cells/folio-outcomes.js';
import type { KernelCell } from '../../../src/commands/kernel/cells/kernel-cell.js';
import { kernelDrift, knownBugs } from '../../../src/commands/kernel/cells/kernel-drift.js';
import type { Moment, VerdictRun } from '../../../src/guest/results.js';
import { guestCell, kernelCell } from '../../support/guest-cells.js';

type Values = Record<string, number>;
type Groups = Record<string, Values>;

/** Counters of a kernel that stored eight pages, wrote one back, and gave all of them up. */
function exact(): Record<'start' | 'settled' | 'after', Groups> {
  const none = { zswpout: 0, zswpin: 0, zswpwb: 0 };
  return {
    start: { zswap: { pool_total_size: 8192, written_back_pages: 3 }, vmstat: none },
    settled: {
      zswap: { stored_pages: 7, written_back_pages: 4 },
      vmstat: { zswpout: 8, zswpin: 0, zswpwb: 1 },
      parent: { zswpout: 8, zswpwb: 1 },
      'hugepages-16kB': { anon_fault_alloc: 3, zswpout: 2, swpout: 1 },
    },
    after: {
      zswap: { stored_pages: 0, stored_incompressible_pages: 0, pool_total_size: 8192 },
      parent: { zswap: 0, zswapped: 0, zswap_current: 0 },
      memcg0: { zswap: 0, zswapped: 0, zswap_current: 0 },
    },
  };
}

const CELL = kernelCell(12, { folioPages: 4 });

/** Folios of four pages, and the rest in smaller ones. */
function aligned(pages: number): KernelCell {
  const cell = kernelCell(pages, { folioPages: 4 });
  return { ...cell, corpus: { ...cell.corpus, grouping: 'aligned' } };
}

const VERDICTS: VerdictRun[] = [
  { verdict: 'stored', folios: 2 },
  { verdict: 'refused', folios: 1 },
];

function driftWith(
  change: (counters: ReturnType<typeof exact>) => void,
  { cell = CELL, verdicts = VERDICTS }: { cell?: KernelCell; verdicts?: VerdictRun[] } = {},
): Values {
  const counters = exact();
  change(counters);
  const guest = guestCell(verdicts, counters as Partial<Record<Moment, Groups>>);
  return kernelDrift(cell, guest, folioOutcomes(cell, guest));
}

describe('drift of a kernel', () => {
  it('is none where all counters agree', () => {
    assert.deepEqual(
      driftWith(() => {}),
      {},
    );
  });

  it('is a gauge that is not zero once all is freed', () => {
    const cases: [group: string, name: string, value: number, drift: Values][] = [
      ['zswap', 'stored_pages', -3, { stored_pages: -3 }],
      ['zswap', 'stored_incompressible_pages', 1, { stored_incompressible_pages: 1 }],
      ['zswap', 'pool_total_size', 16384, { pool_total_size: 2 }],
      ['parent', 'zswap', 40, { 'parent zswap': 40 }],
      ['memcg0', 'zswapped', -4096, { 'memcg0 zswapped': -4096 }],
      ['memcg0', 'zswap_current', 7, { 'memcg0 zswap_current': 7 }],
    ];
    for (const [group, name, value, drift] of cases) {
      const found = driftWith(({ after }) => {
        after[group][name] = value;
      });
      assert.deepEqual(found, drift);
    }
  });

  it('is an event counter that its twin contradicts', () => {
    const writtenBack = driftWith(({ settled }) => {
      settled.zswap.written_back_pages = 6;
    });
    assert.deepEqual(writtenBack, { written_back_pages: 2 });
    const ofParent = driftWith(({ settled }) => {
      settled.parent.zswpout = 6;
    });
    assert.deepEqual(ofParent, { 'parent zswpout': -2 });
  });

  it('is zswpout that the stored folios contradict, as where it counts failed stores', () => {
    const drift = driftWith(({ settled }) => {
      settled.vmstat.zswpout = 10;
      settled.parent.zswpout = 10;
    });
    assert.deepEqual(drift, { zswpout: 2, 'stored_pages at the end': -2 });
  });

  it('leaves room for pages of folios that the kernel split', () => {
    const verdicts: VerdictRun[] = [
      { verdict: 'stored', folios: 1 },
      { verdict: 'mixed', folios: 1 },
      { verdict: 'refused', folios: 1 },
    ];
    assert.deepEqual(
      driftWith(() => {}, { verdicts }),
      {},
    );
  });

  it('is mTHP zswpout of a size of which all folios were formed, and of no other', () => {
    const counted = (formed: number) =>
      driftWith(({ settled }) => {
        settled['hugepages-16kB'] = { anon_fault_alloc: formed, zswpout: 3 };
      });
    assert.deepEqual(counted(3), { 'hugepages-16kB zswpout': 1 });
    assert.deepEqual(counted(2), {});
  });

  it('is no mTHP zswpout where the kernel split a folio, before its store or in it', () => {
    const counted = (stats: Values, verdicts: VerdictRun[]) =>
      driftWith(
        ({ settled }) => {
          settled['hugepages-16kB'] = { anon_fault_alloc: 3, zswpout: 1, ...stats };
        },
        { verdicts },
      );
    assert.deepEqual(counted({}, VERDICTS), { 'hugepages-16kB zswpout': -1 });
    assert.deepEqual(counted({ split: 1 }, VERDICTS), {});
    assert.deepEqual(counted({ swpout_fallback: 1 }, VERDICTS), {});
    // A folio of two pages was split, and nothing of the size counts.
    const parts: VerdictRun[] = [
      { verdict: 'stored', folios: 2 },
      { verdict: 'mixed', folios: 1 },
    ];
    const formed = ({ settled }: ReturnType<typeof exact>) => {
      settled['hugepages-16kB'] = { anon_fault_alloc: 2, zswpout: 1 };
    };
    assert.deepEqual(driftWith(formed, { cell: aligned(10), verdicts: parts }), {});
    const whole: VerdictRun[] = [
      { verdict: 'stored', folios: 2 },
      { verdict: 'refused', folios: 1 },
    ];
    assert.deepEqual(driftWith(formed, { cell: aligned(10), verdicts: whole }), {
      'hugepages-16kB zswpout': -1,
    });
  });

  it('at the edge takes no folios into account, since fillers are stored too', () => {
    const cell = { ...CELL, scenario: 'edge' as const };
    const drift = driftWith(
      ({ settled }) => {
        settled.vmstat.zswpout = 99;
        settled.parent.zswpout = 99;
      },
      { cell },
    );
    assert.deepEqual(drift, {});
  });
});

describe('drift of a kernel that is a known bug', () => {
  const drift = {
    ...{
      stored_pages: -3,
      'parent zswap': -90,
      'memcg0 zswapped': -3,
      'memcg0 zswap_current': -90,
    },
    ...{ 'stored_pages at the end': -3, zswpout: 3, 'parent zswpout': 1 },
  };

  it('is that of counters which the release counts down twice', () => {
    assert.deepEqual(knownBugs(drift, '6.13.5'), [
      ...['stored_pages', 'parent zswap', 'memcg0 zswapped', 'memcg0 zswap_current'],
      'stored_pages at the end',
    ]);
  });

  it('is none of a release without one, or that no preset covers', () => {
    assert.deepEqual(knownBugs(drift, '6.18.15+deb13-amd64'), []);
    assert.deepEqual(knownBugs(drift, '6.6.1'), []);
  });
});
