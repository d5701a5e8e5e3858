import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { compareExact } from '../../../src/commands/compare/exact-differences.js';
import { compareLeaves } from '../../../src/commands/compare/leaves.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { checkResult } from '../../../src/result/read.js';
import { temporaryFolder } from '../../support/files.js';
import { changed, nameOf, placesIn, resultOf } from '../../support/result-documents.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
let result: ResultDocument;

before(async () => {
  const grid = ['-s', 'incremental,batch', '-f', '16K', '--max-pool-percent', '15'];
  result = await resultOf('--corpus', core, '-c', 'lz4', ...grid, '--no-timing');
});

describe('fields of two documents', () => {
  it('differ by value, type or presence', () => {
    const old = { a: 1, b: { c: [1, [2]], d: null }, e: 'x', gone: 5 };
    const now = { a: 1, b: { c: [1, [3], 4], d: 0 }, e: 'x', come: true };
    assert.deepEqual(compareLeaves(old, now), {
      equal: 3,
      differences: [
        { field: 'b.c[1][0]', old: 2, new: 3 },
        { field: 'b.d', old: null, new: 0 },
        { field: 'gone', old: 5, new: undefined },
        { field: 'b.c[2]', old: undefined, new: 4 },
        { field: 'come', old: undefined, new: true },
      ],
    });
  });
});

describe('exact figures', () => {
  it('of equal results are equal, independent of timed figures and host', () => {
    const machine = { ...result.machine, fingerprint: 'other', node: '99.0.0' };
    const comparison = compareExact(result, { ...result, machine });
    assert.deepEqual(
      { ...comparison, equal: 0 },
      {
        equal: 0,
        result: [],
        corpora: [],
        cells: [],
        onlyOld: [],
        onlyNew: [],
        onlyOldCorpora: [],
        onlyNewCorpora: [],
      },
    );
    assert.ok(comparison.equal > 200);
  });

  it('differ if any one changes by one, with cell and field', () => {
    const numbers = placesIn(result).filter(
      ({ at, value }) => typeof value === 'number' && (at[0] === 'cells' || at[0] === 'corpora'),
    );
    assert.ok(numbers.length > 100);
    for (const { at, value } of numbers) {
      for (const step of [1, -1]) {
        const other = changed(result, at, (value as number) + step);
        const [list, index, ...rest] = at;
        const of = list as 'cells' | 'corpora';
        const subject = of === 'cells' ? result.cells[Number(index)].key : 'tiny';
        const field = nameOf(rest[0] === 'exact' ? rest.slice(1) : rest);
        assert.deepEqual(compareExact(result, other)[of], [
          { subject, differences: [{ field, old: value, new: (value as number) + step }] },
        ]);
      }
    }
  });

  it('differ if a text or boolean changes, or a counter begins to drift', () => {
    const texts = placesIn(result.cells).filter(({ value }) => typeof value === 'string');
    for (const { at } of texts.filter((each) => nameOf(each.at) !== `[${each.at[0]}].key`)) {
      const other = changed(result, ['cells', ...at], 'another');
      assert.equal(compareExact(result, other).cells.length, 1, nameOf(at));
    }
    const drift = ['cells', 1, 'exact', 'rollback', 'drift'];
    const [{ differences }] = compareExact(result, changed(result, drift, { zswpout: 3 })).cells;
    assert.deepEqual(differences, [{ field: 'rollback.drift.zswpout', old: undefined, new: 3 }]);
  });

  it('of repetitions are compared where both sides have equally many', () => {
    const [cell] = result.cells;
    const { repetitions, ...without } = cell;
    const older = { ...result, cells: [without] };
    const { cells, equal } = compareExact(older, { ...result, cells: [cell] });
    assert.deepEqual(cells, []);
    assert.ok(equal < compareExact(result, result).equal / 2);
    const fewer = { ...cell, repetitions: { ...repetitions, count: 7 } } as typeof cell;
    const [{ differences }] = compareExact(result, { ...result, cells: [fewer] }).cells;
    assert.deepEqual(differences, [{ field: 'repetitions.count', old: 20, new: 7 }]);
  });

  it('of cells on one side are named, in any order of cells', () => {
    const [first, second] = result.cells;
    const other = { ...second, key: 'other' };
    const { cells, onlyOld, onlyNew } = compareExact(
      result,
      checkResult({ ...result, cells: [other, first] }, 'x'),
    );
    assert.deepEqual(
      { cells, onlyOld, onlyNew },
      {
        cells: [],
        onlyOld: [second.key],
        onlyNew: ['other'],
      },
    );
  });
});
