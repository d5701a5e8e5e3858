import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderTable } from '../../src/output/table.js';

describe('a table', () => {
  it('has a title, a heading and rows, text at the left and numbers at the right', () => {
    const text = renderTable({
      title: 'Title',
      legend: 'of two lines',
      columns: [
        ['name', 'text'],
        ['n', 'number'],
        ['what', 'text'],
      ],
      rows: [
        ['a', '1', 'x'],
        ['long name', '1000', 'more'],
      ],
      footer: 'below',
      replay: 'zswap-bench check',
    });
    const lines = [
      'Title',
      'of two lines',
      '',
      'name          n  what',
      'a             1  x',
      'long name  1000  more',
      'below',
      'replay: zswap-bench check',
      '',
    ];
    assert.equal(text, lines.join('\n'));
  });

  it('without rows is its heading', () => {
    assert.equal(renderTable({ title: 'T', columns: [['name', 'text']], rows: [] }), 'T\n\nname\n');
  });

  it('has no colour, and no spaces at the end of a line', () => {
    const text = renderTable({
      title: 'T',
      columns: [
        ['a', 'text'],
        ['b', 'text'],
      ],
      rows: [['x', '']],
    });
    assert.doesNotMatch(text, /[^\P{Cc}\n]| \n/u);
  });
});
