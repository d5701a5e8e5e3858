import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { formatCsv } from '../../src/output/csv.js';

/** Parses CSV lines by RFC 4180. */
function parse(text: string): string[][] {
  const lines: string[][] = [[]];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\n]*))(,|\n)/g)) {
    lines[lines.length - 1].push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === '\n') lines.push([]);
  }
  lines.pop();
  return lines;
}

describe('CSV', () => {
  it('is empty for no records: a line without a field would be a record', () => {
    assert.equal(formatCsv([]), '');
  });

  it('has a column per value, named by its path, empty if missing, and no arrays', () => {
    const records = [
      { key: 'a', exact: { pages: 1, list: [1, 2] }, none: null },
      { key: 'b', exact: { pages: -2 }, timed: { p50: 0.5 } },
    ];
    assert.equal(formatCsv(records), 'key,exact.pages,timed.p50\na,1,\nb,-2,0.5\n');
  });

  it('quotes separators, and disarms formulas of spreadsheets', () => {
    assert.equal(formatCsv([{ n: 'a,"b"\nc' }]), 'n\n"a,""b""\nc"\n');
    assert.equal(formatCsv([{ n: '=cmd()' }, { n: '-1' }]), "n\n'=cmd()\n-1\n");
  });

  it('round-trips every text', () => {
    const text = fc.string({ minLength: 1 }).filter((each) => !/^[=+\-@\t]/.test(each));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        const read = parse(formatCsv(rows.map(([a, b]) => ({ a, b }))));
        assert.deepEqual(read, [['a', 'b'], ...rows]);
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
