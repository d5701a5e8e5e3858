import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { renderTable } from '../../src/report/table.js';

describe('a table', () => {
  it('has a title, a heading and rows, text at the left and numbers at the right', () => {
    const text = renderTable(
      'Title\nof two lines',
      [
        ['name', 'text'],
        ['n', 'number'],
        ['what', 'text'],
      ],
      [
        ['a', '1', 'x'],
        ['long name', '1000', 'more'],
      ],
    );
    const lines = [
      'Title',
      'of two lines',
      '',
      'name          n  what',
      'a             1  x',
      'long name  1000  more',
      '',
    ];
    assert.equal(text, lines.join('\n'));
  });

  it('without rows is its heading', () => {
    assert.equal(renderTable('T', [['name', 'text']], []), 'T\n\nname\n');
  });

  it('has no colour, and no spaces at the end of a line', () => {
    const text = renderTable(
      'T',
      [
        ['a', 'text'],
        ['b', 'text'],
      ],
      [['x', '']],
    );
    assert.doesNotMatch(text, /[^\P{Cc}\n]| \n/u);
  });
});
