import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runConclusion } from '../../src/output/run-conclusion.js';
import { sentenceOf, verdictTable } from '../../src/output/verdict-table.js';
import type { Cell, ResultDocument } from '../../src/result/document.js';
import type { RepeatedFigures } from '../../src/result/repetitions.js';
import { verdictsOf } from '../../src/result/verdicts.js';

const REPEAT = 12;

/** Lists of equal length by figure; a single number stands for equal values. */
type Lists = { readonly [Name in keyof RepeatedFigures]?: readonly number[] | number };

function cellOf(strategy: string, corpus: string, lists: Lists): Cell {
  const all = { writtenBackPages: 0, overshootPages: 0, memcgOvershootPages: 0, ...lists };
  const figures = Object.fromEntries(
    Object.entries(all).map(([name, values]) => [
      name,
      typeof values === 'number' ? new Array(REPEAT).fill(values) : values,
    ]),
  );
  return {
    key: `${corpus}/lz4/64K/${strategy}`,
    ...{ corpus, compressor: 'lz4', folioSize: '64K', strategy, parameters: { tasks: 4 } },
    repetitions: { count: REPEAT, figures },
  } as unknown as Cell;
}

function verdicts(...cells: Cell[]) {
  return verdictsOf({ config: { repeat: REPEAT }, cells } as unknown as ResultDocument);
}

const RISING = Array.from({ length: REPEAT }, (_, i) => 1000 + 10 * i);
const plus = (values: readonly number[], more: (i: number) => number) =>
  values.map((value, i) => value + more(i));

describe('verdicts', () => {
  it('compare each other strategy with the first one, in stored pages and overshoot', () => {
    const found = verdicts(
      cellOf('a', 'redis', { storedPages: RISING }),
      cellOf('b', 'redis', { storedPages: RISING }),
      cellOf('c', 'redis', { storedPages: RISING }),
    );
    assert.deepEqual(
      found.map(({ strategy, against, figure }) => `${strategy} ${against} ${figure}`),
      ['b a stored', 'b a overshoot', 'c a stored', 'c a overshoot'],
    );
  });

  it('pair repetitions: a difference smaller than the range is significant', () => {
    const [stored] = verdicts(
      cellOf('a', 'redis', { storedPages: RISING }),
      cellOf('b', 'redis', { storedPages: plus(RISING, (i) => (i === 0 ? -1 : 5 + i)) }),
    );
    assert.deepEqual([stored.higher, stored.lower, stored.significant], [11, 1, true]);
    assert.deepEqual(stored.differencePages, { median: 10.5, low: -1, high: 16 });
    assert.equal(stored.p, 4 / 2 ** 12);
    assert.match(
      sentenceOf(stored),
      /^b stores more than a in 11 of 12 repetitions \(\+\d.*; p < 0.001\)$/,
    );
  });

  it('sum over the cells that both strategies have', () => {
    const [stored, overshoot] = verdicts(
      cellOf('a', 'redis', { storedPages: 100, overshootPages: 10, memcgOvershootPages: 4 }),
      cellOf('a', 'node', { storedPages: 300, overshootPages: 20 }),
      cellOf('a', 'jvm', { storedPages: 7000 }),
      cellOf('b', 'redis', { storedPages: 90, overshootPages: 6 }),
      cellOf('b', 'node', { storedPages: 350, overshootPages: 14 }),
    );
    assert.deepEqual([stored.cells, stored.higherCells, stored.lowerCells], [2, 1, 1]);
    assert.equal(stored.differencePages.median, 20);
    assert.equal(stored.differencePercent?.median, 10);
    assert.equal(overshoot.differencePages.median, -7);
    assert.equal(
      sentenceOf(overshoot),
      'b exceeds its limits by less than a in 12 of 12 repetitions (-7 pages, -7 to -7; p < 0.001), in 2 of 2 cells by their medians',
    );
  });

  it('do not count pages written back as stored', () => {
    const [stored] = verdicts(
      cellOf('a', 'redis', { storedPages: 100 }),
      cellOf('b', 'redis', { storedPages: 150, writtenBackPages: 60 }),
    );
    assert.equal(stored.differencePages.median, -10);
  });

  it('claim nothing from differences to both sides, and nothing negligible', () => {
    const mixed = plus(RISING, (i) => (i % 2 === 0 ? 20 : -19));
    const [undecided] = verdicts(
      cellOf('a', 'redis', { storedPages: RISING }),
      cellOf('b', 'redis', { storedPages: mixed }),
    );
    assert.equal(undecided.significant, false);
    assert.match(sentenceOf(undecided), /^a and b: no difference that 12 repetitions show \(/);
    const [tiny] = verdicts(
      cellOf('a', 'redis', { storedPages: 100_000 }),
      cellOf('b', 'redis', { storedPages: 100_099 }),
    );
    assert.deepEqual([tiny.significant, tiny.p < 0.001], [false, true]);
    assert.match(sentenceOf(tiny), /^a and b: no difference of 0\.1% or more \(\+0\.1%/);
  });

  it('say so where all repetitions are equal', () => {
    const cells = [
      cellOf('a', 'redis', { storedPages: 5 }),
      cellOf('b', 'redis', { storedPages: 5 }),
    ];
    const [stored, overshoot] = verdicts(...cells);
    assert.equal(sentenceOf(stored), 'a and b store the same in all 12 repetitions');
    assert.equal(
      sentenceOf(overshoot),
      'a and b exceed their limits by the same in all 12 repetitions',
    );
    assert.equal(verdictTable([stored, overshoot]).rows.length, 2);
  });

  it('are missing without repetitions, with one strategy, and without a common cell', () => {
    const cell = cellOf('a', 'redis', { storedPages: 5 });
    const { repetitions: _, ...single } = cellOf('b', 'redis', { storedPages: 5 });
    assert.deepEqual(verdicts(cell), []);
    assert.deepEqual(verdicts(cell, { ...single, exact: cell.exact }), []);
    assert.deepEqual(verdicts(cell, cellOf('b', 'node', { storedPages: 5 })), []);
  });
});

describe('the conclusion of a run', () => {
  const exact = {
    rollback: { drift: {}, declared: ['zswpout'], verdict: 'exact' },
    roundTrip: null,
  };
  const withDrift = (cell: Cell, drift: Record<string, number[]> = {}): Cell =>
    ({
      ...cell,
      exact,
      repetitions: { ...cell.repetitions, drift, seeds: [1, 2], startPages: [], fillPages: [] },
    }) as unknown as Cell;
  const conclude = (cells: readonly Cell[], repeat = REPEAT) => {
    const result = { config: { repeat }, cells } as unknown as ResultDocument;
    return runConclusion(result, verdictsOf(result));
  };
  const a = withDrift(cellOf('a', 'redis', { storedPages: RISING }));

  it('claims of one pair what the verdicts prove, with the size', () => {
    const lists = { storedPages: plus(RISING, () => 100), overshootPages: 3 };
    const b = withDrift(cellOf('b', 'redis', lists), { zswpout: [1] });
    assert.deepEqual(conclude([a, b]), {
      text: 'b stores more than a (+9.5% over 1 cell), b exceeds its limits by more (+3 pages per cell); counter drift in 1 of 2 cells (known bug)',
      tone: 'doubtful',
    });
  });

  it('claims nothing of one pair that the verdicts do not', () => {
    const lists = { storedPages: plus(RISING, (i) => (i % 2 === 0 ? 20 : -19)) };
    assert.deepEqual(conclude([a, withDrift(cellOf('b', 'redis', lists))]), {
      text: 'a and b: no difference that 12 repetitions show in pages stored, the same overshoot; no counter drift in 2 cells',
      tone: 'good',
    });
  });

  it('counts the verdicts on several strategies', () => {
    const more = withDrift(cellOf('more', 'redis', { storedPages: plus(RISING, () => 100) }));
    const lists = { storedPages: plus(RISING, () => -100), overshootPages: 3 };
    const less = withDrift(cellOf('less', 'redis', lists));
    const same = withDrift(cellOf('same', 'redis', { storedPages: RISING }));
    assert.equal(
      conclude([a, more, less, same]).text,
      'against a, of 3 strategies 1 store more and 1 less, 1 exceed their limits by more and 0 by less; no counter drift in 4 cells',
    );
  });

  it('compares nothing with one repetition, and puts faults above known drift', () => {
    const b = withDrift(cellOf('b', 'redis', {}), { stored_pages: [0, 1], zswpout: [1] });
    assert.deepEqual(conclude([a, b], 1), {
      text: 'one repetition compares no strategies; correctness faults in 1 of 2 cells',
      tone: 'bad',
    });
  });
});
