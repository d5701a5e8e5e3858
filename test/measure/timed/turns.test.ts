import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CellPlan } from '../../../src/measure/cell.js';
import { turnsOf } from '../../../src/measure/timed/turns.js';
import { cellPlan } from '../../support/synthetic.js';

/** Returns the places of the cells of each turn. */
function places(cells: readonly CellPlan[], threads: number): number[][] {
  return turnsOf(cells, threads).map((turn) => turn.map((cell) => cells.indexOf(cell)));
}

describe('turns of timed cells', () => {
  it('have all cells of one folio size, without clairvoyant strategies', () => {
    const cells = [4, 16].flatMap((pages) =>
      ['batch', 'oracle', 'incremental'].map((strategy) => cellPlan(strategy, pages)),
    );
    assert.deepEqual(places(cells, 1), [
      [0, 2],
      [3, 5],
    ]);
  });

  it('have at most 32 threads together, or one cell', () => {
    const cells = Array.from({ length: 10 }, () => cellPlan('batch', 16));
    assert.deepEqual(
      [2, 8, 64].map((threads) => places(cells, threads).map(({ length }) => length)),
      [[10], [3, 3, 4], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    );
  });
});
