import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatLkml } from '../../src/output/lkml.js';
import type { Table } from '../../src/output/table.js';

const lkml = (...tables: Table[]) => formatLkml({ document: {}, records: [], tables });

/** Creates a table of `n` columns, the first of which is `first`. */
function wide(first: string, n: number): Table {
  const headings = Array.from({ length: n }, (_, i) => `column ${i}`);
  return {
    title: 'T',
    columns: [['cell', 'text'], ...headings.map((heading) => [heading, 'number'] as const)],
    rows: [[first, ...headings.map((_, i) => String(i))]],
  };
}

describe('text for a mail', () => {
  it('keeps a table that fits', () => {
    const table = wide('redis/lz4/64K/incremental/tasks=16', 3);
    const lines = [
      'T',
      '',
      'cell                                column 0  column 1  column 2',
      'redis/lz4/64K/incremental/tasks=16         0         1         2',
      '',
    ];
    assert.equal(lkml(table), lines.join('\n'));
  });

  it('cuts a wide one into bands with numbered rows and one list of numbers', () => {
    const table = wide('redis/lz4/64K/incremental', 8);
    const text = lkml(table, table);
    const bands = [
      'cell  column 0  column 1  column 2  column 3  column 4  column 5',
      '[1]          0         1         2         3         4         5',
      '',
      'cell  column 6  column 7',
      '[1]          6         7',
      '',
    ];
    const lines = ['T', '', '[1] redis/lz4/64K/incremental', '', ...bands, 'T', '', ...bands];
    assert.equal(text, lines.join('\n'));
  });

  it('keeps a short first column', () => {
    assert.match(lkml(wide('redis', 8)), /\nredis +0 +1/);
  });

  it('breaks a long command so that a shell reads it unchanged', () => {
    const words = [
      '--replay',
      `{"a": "${'x y'.repeat(60)}"}`,
      '-s',
      `./${'path/'.repeat(40)}`,
      ...Array(20).fill('z'),
    ];
    const quoted = words.map((word) => (/^[\w./-]+$/.test(word) ? word : `'${word}'`));
    const text = lkml({ ...wide('a', 1), replay: `printf %s\\\\n ${quoted.join(' ')}` });
    const command = text.slice(text.indexOf('printf'));
    assert.ok(command.split('\n').length > 4);
    const { stdout } = spawnSync('sh', ['-c', command], { encoding: 'utf8' });
    assert.deepEqual(stdout.split('\n').slice(0, -1), words);
  });

  it('starts with the command, the header and facts, and ends with the verdict', () => {
    const text = formatLkml({
      ...{ document: {}, records: [], tables: [wide('a', 1)], header: ['v1', 'seed 1'] },
      ...{ command: 'zswap-bench run', facts: ['limit 1, RAM 2', 'corpus redis: sha256 0'] },
      conclusion: { text: 'all well', tone: 'good' },
    });
    const head = '$ zswap-bench run\n\nv1, seed 1\nlimit 1, RAM 2\ncorpus redis: sha256 0\n\nT\n';
    assert.ok(text.startsWith(head), text);
    assert.ok(text.endsWith('\nVerdict: all well\n'), text);
  });

  it('has tables of its own where a report has any', () => {
    const report = { document: {}, records: [], tables: [wide('a', 1)] };
    const mailTables = [{ ...wide('b', 1), title: 'M' }];
    assert.match(formatLkml({ ...report, mailTables }), /^M\n/);
  });

  it('keeps the lines of a footer', () => {
    const text = lkml({ ...wide('a', 1), footer: `one\n${'two '.repeat(30)}` });
    assert.match(text, /\none\ntwo two/);
  });

  it('has lines of at most 72 ASCII characters, for any report', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 200, size: 'max' });
    const rows = fc
      .integer({ min: 1, max: 6 })
      .chain((n) => fc.array(fc.array(text, { minLength: n, maxLength: n }), { minLength: 1 }));
    fc.assert(
      fc.property(rows, text, (made, title) => {
        const columns = made[0].map((_, i) => [`c${i}`, i % 2 === 0 ? 'text' : 'number'] as const);
        for (const line of lkml({ title, columns, rows: made, footer: title }).split('\n')) {
          assert.match(line, /^[\x20-\x7e]{0,72}$/);
        }
      }),
      { seed: 80, numRuns: 200 },
    );
  });
});
