import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { CellPlan } from '../../src/measure/cell.js';
import { cellsOfShard } from '../../src/measure/shard-cells.js';

/** Cells of several corpora, identified by their keys. */
function grid(corpora: number, each: number): CellPlan[][] {
  return Array.from({ length: corpora }, (_, corpus) =>
    Array.from({ length: each }, (_, i) => ({ key: `${corpus}/${i}` }) as CellPlan),
  );
}

/** Keys of one shard, corpus by corpus. */
function keysOf(index: number, count: number, cells: CellPlan[][]): string[] {
  let before = 0;
  return cells.flatMap((ofCorpus) => {
    const mine = cellsOfShard({ index, count }, ofCorpus, before, cells.flat().length);
    before += ofCorpus.length;
    return mine.map(({ key }) => key);
  });
}

describe('shard', () => {
  it('is a consecutive part of the grid, which can cross corpora', () => {
    const cells = grid(2, 5);
    assert.deepEqual(keysOf(1, 3, cells), ['0/0', '0/1', '0/2']);
    assert.deepEqual(keysOf(2, 3, cells), ['0/3', '0/4', '1/0']);
    assert.deepEqual(keysOf(3, 3, cells), ['1/1', '1/2', '1/3', '1/4']);
  });

  it('is one of parts that make up the grid in order, with lengths that differ by at most one', () => {
    const sizes = fc.record({
      corpora: fc.integer({ min: 1, max: 5 }),
      each: fc.integer({ min: 1, max: 9 }),
      count: fc.integer({ min: 1, max: 60 }),
    });
    fc.assert(
      fc.property(sizes, ({ corpora, each, count }) => {
        const cells = grid(corpora, each);
        const shards = Array.from({ length: count }, (_, i) => keysOf(i + 1, count, cells));
        assert.deepEqual(
          shards.flat(),
          cells.flat().map(({ key }) => key),
        );
        const lengths = shards.map(({ length }) => length);
        assert.ok(Math.max(...lengths) - Math.min(...lengths) <= 1);
      }),
      { seed: 8 },
    );
  });
});
