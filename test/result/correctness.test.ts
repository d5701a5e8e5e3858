import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { correctnessFaults } from '../../src/result/correctness.js';
import type { Cell, ResultDocument } from '../../src/result/document.js';

interface Facts {
  readonly drift?: Record<string, number>;
  readonly declared?: readonly string[];
  /** Mismatches in the exact part and in the timed one; null if pages were not read back. */
  readonly mismatches?: readonly [exact: number | null, timed?: number | null];
}

function roundTrip(mismatches: number | null) {
  return mismatches === null ? null : { checked: 9, mismatches };
}

/** Creates a result of one cell with only the required fields. */
function resultWith({ drift = {}, declared = [], mismatches = [0] }: Facts): ResultDocument {
  const [exact, timed] = mismatches;
  const cell = {
    key: 'a/b',
    exact: { rollback: { drift, declared }, roundTrip: roundTrip(exact) },
    ...(timed === undefined ? {} : { timed: { roundTrip: roundTrip(timed) } }),
  };
  return { cells: [cell as unknown as Cell] } as unknown as ResultDocument;
}

describe('correctness faults of a result', () => {
  it('are none in a correct result', () => {
    assert.deepEqual(correctnessFaults(resultWith({})), []);
    assert.deepEqual(correctnessFaults(resultWith({ mismatches: [0, 0] })), []);
    assert.deepEqual(correctnessFaults(resultWith({ mismatches: [null, null] })), []);
  });

  it('include undeclared drift only', () => {
    const drift = { zswpout: 7, stored_pages: -2 };
    const known = resultWith({ drift, declared: ['zswpout'] });
    assert.deepEqual(correctnessFaults(known), ['a/b: stored_pages drifted by -2']);
    assert.deepEqual(correctnessFaults(resultWith({ drift })), [
      'a/b: zswpout drifted by 7',
      'a/b: stored_pages drifted by -2',
    ]);
  });

  it('include undeclared drift of any repetition, once for each counter, with its conditions', () => {
    const result = resultWith({ drift: { zswpout: 7 }, declared: ['zswpout'] });
    const repetitions = {
      count: 3,
      seeds: [1, 22, 33],
      startPages: [0, 400, 800],
      fillPages: [0, 5, 6],
      drift: { zswpout: [7, 8, 9], stored_pages: [0, -2, 3], memcg_zswap: [0, 0, 4096] },
    };
    const cells = [{ ...result.cells[0], repetitions } as unknown as Cell];
    assert.deepEqual(correctnessFaults({ ...result, cells }), [
      'a/b: stored_pages drifted by -2 in repetition 1 (seed 22, start page 400, fill 5 pages), and in 1 more of 3',
      'a/b: memcg_zswap drifted by 4096 in repetition 2 (seed 33, start page 800, fill 6 pages)',
    ]);
  });

  it('include pages changed by a round trip, in either part', () => {
    assert.deepEqual(correctnessFaults(resultWith({ mismatches: [2, 3] })), [
      'a/b: 2 of 9 pages came back changed',
      'a/b: 3 of 9 pages came back changed',
    ]);
    assert.equal(correctnessFaults(resultWith({ mismatches: [0, 1] })).length, 1);
    assert.equal(correctnessFaults(resultWith({ mismatches: [null, 1] })).length, 1);
  });
});
