import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { painted, unpainted } from '../../src/output/paint.js';
import type { Column, Table } from '../../src/output/table.js';
import { formatTables } from '../../src/output/text-table.js';
import { bestTone, driftTone, rateChangeTone, verdictTone } from '../../src/output/tone.js';

const text = (tables: readonly Table[], width: number | null = null, header?: readonly string[]) =>
  formatTables(
    { document: {}, records: [], tables, ...(header === undefined ? {} : { header }) },
    { width, paint: unpainted },
  );

const COLUMNS: readonly Column[] = [
  ['name', 'text'],
  ['n', 'number', 'a number'],
  ['what', 'text', 'a word'],
];

describe('tables for a terminal', () => {
  it('print parameters, title, grid, footer, legend and replay line, in this order', () => {
    const table = {
      title: 'Title',
      subtitle: 'a fact',
      columns: COLUMNS,
      rows: [
        ['a', '1', 'x'],
        ['long name', '1000', 'more'],
      ],
      footer: 'below',
      replay: 'zswap-bench check',
    };
    const lines = [
      'kernel 6.18, seed 1',
      '',
      'Title',
      'a fact',
      '',
      'name          n  what',
      'a             1  x',
      'long name  1000  more',
      'below',
      '',
      'n     a number',
      'what  a word',
      'replay: zswap-bench check',
      '',
    ];
    assert.equal(text([table], null, ['kernel 6.18', 'seed 1']), lines.join('\n'));
  });

  it('print a legend once for neighbours with the same columns, below the last', () => {
    const one = { title: 'one', columns: COLUMNS, rows: [COLUMNS.map(() => '-')] };
    const alone = { title: 'one', columns: [COLUMNS[1]], rows: [['-']] };
    const printed = text([one, { ...one, title: 'two' }, alone]);
    assert.deepEqual(
      printed.split('\n').filter((line) => line.startsWith('n  ') || /^\w+$/.test(line)),
      ['one', 'two', 'n     a number', 'one', 'n', 'n  a number'],
    );
  });

  it('print only the title without rows', () => {
    assert.equal(text([{ title: 'T', columns: [['name', 'text']], rows: [] }]), 'T\n\n');
  });

  it('have no colour and no trailing spaces', () => {
    const columns: Column[] = [
      ['a', 'text'],
      ['b', 'text'],
    ];
    assert.doesNotMatch(text([{ title: 'T', columns, rows: [['x', '']] }]), /[^\P{Cc}\n]| \n/u);
  });

  it('fit a terminal of 40 columns or more: every figure is printed, no line is longer', () => {
    const figures = fc.array(fc.integer({ min: 0, max: 1e9 }).map(String), {
      minLength: 20,
      maxLength: 20,
    });
    fc.assert(
      fc.property(figures, fc.integer({ min: 40, max: 200 }), (values, width) => {
        const columns = values.map(
          (_, i): Column => [`column ${i}`, 'number', `meaning of column ${i}`],
        );
        const rows = [['redis/lz4/64K/incremental/tasks=4', ...values]];
        const printed = text(
          [{ title: 'T', columns: [['cell', 'text'], ...columns], rows }],
          width,
        );
        for (const line of printed.split('\n')) assert.ok(line.length <= width, line);
        const words = new Set(printed.split(/\s+/));
        for (const value of values) assert.ok(words.has(value), value);
      }),
      { seed: 11, numRuns: 100 },
    );
  });

  it('have equal column widths in all blocks', () => {
    const rows = Array.from({ length: 1000 }, (_, i) => [i === 999 ? 'x'.repeat(30) : 'x', `${i}`]);
    const columns: Column[] = [
      ['cell', 'text'],
      ['n', 'number'],
    ];
    const lines = text([{ title: 'T', columns, rows }])
      .split('\n')
      .slice(2, -1);
    assert.deepEqual([...new Set(lines.map(({ length }) => length))], [35]);
    assert.equal(lines.length, 1001);
  });
});

describe('colors of tables', () => {
  const columns: readonly Column[] = [
    ['drift', 'text', undefined, driftTone],
    ['verdict', 'text', undefined, verdictTone],
    ['delta', 'number', undefined, rateChangeTone],
    ['best', 'number', undefined, bestTone],
  ];
  const rows = [
    ['none', 'exact', '+1.0%', '2.00*'],
    ['zswpout +1', 'drift', '-1.0%', '1.00 '],
    ['none', 'inconclusive', '~', '-'],
  ];
  const report = {
    ...{ document: {}, records: [], tables: [{ title: 'T', columns, rows }] },
    conclusion: { text: 'some words that wrap', tone: 'bad' },
  } as const;
  const colored = (width: number | null) => formatTables(report, { width, paint: painted });
  const plain = (width: number | null) => formatTables(report, { width, paint: unpainted });
  const [green, red, yellow] = [32, 31, 33].map((code) => `\u001b[${code}m`);

  it('show tones, but not of headings, and change no character or width', () => {
    const lines = colored(null).split('\n');
    assert.equal(lines[2], 'drift       verdict       delta   best');
    assert.deepEqual(
      lines
        .slice(3, 6)
        .map((line) => [green, red, yellow].map((color) => line.split(color).length - 1)),
      [
        [3, 0, 0],
        [0, 3, 0],
        [0, 0, 1],
      ],
    );
    for (const width of [null, 20, 12]) {
      assert.equal(stripVTControlCharacters(colored(width)), plain(width));
    }
  });

  it('fit a note below a table into the width', () => {
    const noted = [{ title: 'T', columns: COLUMNS, rows: [], footer: `one\n${'two '.repeat(9)}` }];
    assert.match(text(noted, 20), /\none\ntwo two two two two\ntwo two two two\n/);
  });

  it('color every line of a wrapped verdict', () => {
    const lines = colored(20).trimEnd().split('\n').slice(-2);
    for (const line of lines) assert.ok(line.startsWith(red) && line.endsWith('\u001b[39m'), line);
  });
});
