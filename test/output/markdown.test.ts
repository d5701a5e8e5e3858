import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatMarkdown } from '../../src/output/markdown.js';

describe('Markdown', () => {
  it('has parameters, heading, table with right-aligned numbers, and legend', () => {
    const table = {
      title: 'Title',
      subtitle: 'of\nlines',
      columns: [
        ['name', 'text'],
        ['n', 'number', 'a *number*'],
      ],
      rows: [['a', '1']],
      footer: 'below',
      replay: 'zswap-bench check',
    } as const;
    const lines = [
      'zswap-bench 9',
      '',
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
      '- n: a \\*number\\*',
      '',
      '    zswap-bench check',
      '',
    ];
    const report = { document: {}, records: [], tables: [table], header: ['zswap-bench 9'] };
    assert.equal(formatMarkdown(report), lines.join('\n'));
  });

  it('escapes names against cell breaks and HTML', () => {
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
