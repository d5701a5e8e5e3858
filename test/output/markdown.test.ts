import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatMarkdown } from '../../src/output/markdown.js';

describe('Markdown', () => {
  it('has a heading, a legend and a table, numbers at the right, and what made it', () => {
    const table = {
      title: 'Title',
      legend: 'of\nlines',
      columns: [
        ['name', 'text'],
        ['n', 'number'],
      ],
      rows: [['a', '1']],
      footer: 'below',
      replay: 'zswap-bench check',
    } as const;
    const lines = [
      '### Title',
      '',
      'of lines',
      '',
      '| name | n |',
      '|---|---:|',
      '| a | 1 |',
      '',
      'below',
      '',
      '    zswap-bench check',
      '',
      'zswap-bench 9',
      '',
    ];
    const report = { document: {}, records: [], tables: [table], origin: 'zswap-bench 9' };
    assert.equal(formatMarkdown(report), lines.join('\n'));
  });

  it('leaves no name that breaks out of its cell or becomes HTML', () => {
    const rows = [['a|b `c` <img src=x> [l](u) *s* _t_ &amp;']];
    const text = formatMarkdown({
      document: {},
      records: [],
      tables: [{ title: 'T', columns: [['name', 'text']], rows }],
    });
    const row = '| a\\|b \\`c\\` &lt;img src=x> \\[l\\](u) \\*s\\* \\_t\\_ &amp;amp; |';
    assert.equal(text.split('\n')[4], row);
  });
});
