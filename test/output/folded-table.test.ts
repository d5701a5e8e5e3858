import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foldedTable } from '../../src/output/folded-table.js';
import type { Table } from '../../src/output/table.js';

const TABLE: Table = {
  title: 'T',
  columns: [
    ['cell', 'text'],
    ['stored', 'number'],
    ['limit', 'number'],
    ['peak', 'number'],
    ['note', 'text'],
  ],
  rows: [
    ['a', '1', '50', '60', ''],
    ['', '', '', '60..61', ''],
    ['b', '2', '50', '60', ''],
    ['', '', '', '60..61', ''],
  ],
};

describe('a folded table', () => {
  it('has equal columns in its subtitle with their ranges, and no rows that are empty without them', () => {
    assert.deepEqual(foldedTable({ ...TABLE, subtitle: 'S' }), {
      title: 'T',
      subtitle: 'S\nAll rows: limit 50, peak 60 (60..61)',
      columns: [TABLE.columns[0], TABLE.columns[1], TABLE.columns[4]],
      rows: [
        ['a', '1', ''],
        ['b', '2', ''],
      ],
    });
  });

  it('keeps a column that differs in a range alone', () => {
    const rows = TABLE.rows.map((row, i) => (i === 3 ? ['', '', '', '60..99', ''] : row));
    const { subtitle, rows: kept } = foldedTable({ ...TABLE, rows });
    assert.equal(subtitle, 'All rows: limit 50');
    assert.equal(kept.length, 4);
  });

  it('is unchanged with one row, with nothing left to show, or on demand', () => {
    const one = { ...TABLE, rows: TABLE.rows.slice(0, 2) };
    assert.equal(foldedTable(one), one);
    const all = {
      ...TABLE,
      columns: TABLE.columns.slice(0, 2),
      rows: [
        ['a', '1'],
        ['b', '1'],
      ],
    };
    assert.equal(foldedTable(all), all);
    const unfolded = { ...TABLE, unfolded: true } as const;
    assert.equal(foldedTable(unfolded), unfolded);
  });

  it('keeps columns that share a heading', () => {
    const columns: Table['columns'] = [
      ...TABLE.columns.slice(0, 3),
      ['95%', 'text'],
      ['95%', 'text'],
    ];
    const rows = [
      ['a', '1', '50', 'x', 'y'],
      ['b', '2', '50', 'x', 'y'],
    ];
    assert.equal(foldedTable({ ...TABLE, columns, rows }).columns.length, 4);
  });
});
