import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { limitsTable } from '../../src/output/limits-table.js';
import { rollbackTable } from '../../src/output/rollback-table.js';
import type { Table } from '../../src/output/table.js';
import type { Cell } from '../../src/result/document.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

// Each column with its field of the document.
const FIELDS: Readonly<Record<string, string>> = {
  folios: 'folios.offered',
  stored: 'folios.stored',
  zero: 'folios.zero',
  pool_limit: 'rejects.pool_limit',
  hysteresis: 'rejects.hysteresis',
  memcg_limit: 'rejects.memcg_limit',
  headroom: 'rejects.headroom',
  large_folio: 'rejects.large_folio',
  compress_fail: 'rejects.compress_fail',
  compress_poor: 'rejects.compress_poor',
  pool_ref: 'rejects.pool_ref',
  alloc_fail: 'rejects.alloc_fail',
  kmemcache_fail: 'rejects.kmemcache_fail',
  wasted: 'wasted.compressions',
  zswpwb: 'counters.zswpwb',
  limit: 'pool.limitPages',
  peak: 'pool.peakPages',
  over: 'pool.overshootPages',
  'memcg over': 'memcg.0.overshootPages',
  ratio: 'pool.ratio',
  'false rejects': 'oracle.refusedThatFitted',
  'oracle gap': 'oracle.regretPages',
  rounds: 'progress.rounds',
  'all failed': 'progress.allFailedRounds',
  failed: 'rollback.failedStores',
  stored_pages: 'counters.stored_pages',
  zswpout: 'counters.zswpout',
  verdict: 'rollback.verdict',
};

const { core } = writeTinyCorpora(temporaryFolder());

/** Returns a real cell whose field at `path` has a unique value. */
async function cellWith(path: string, value: number | string): Promise<Cell> {
  const args = [
    '--corpus',
    core,
    '-c',
    'lz4',
    '-s',
    'batch',
    '--no-timing',
    '--repeat',
    '1',
    '--json',
    '--total-ram',
    'offered',
  ];
  const [cell] = JSON.parse((await inProcess('run', ...args)).stdout).cells;
  const names = path.split('.');
  const last = names.pop() ?? '';
  const holder = names.reduce((object, name) => object[name], cell.exact);
  assert.ok(last in holder, `the document has ${path}`);
  holder[last] = value;
  return cell;
}

function shown({ columns, rows }: Table, heading: string): string | undefined {
  const at = columns.findIndex(([each]) => each === heading);
  return at < 0 ? undefined : rows[0][at];
}

// Overshoot in other units, for 839 pages above a limit of 5000 pages.
const OVERSHOOT: Readonly<Record<string, string>> = {
  'over bytes': '3.28 MiB',
  'over %': '17%',
  // 20% of 16 GiB are 838860 pages.
  'of 16 GiB': '0.1%',
};

describe('limits table: a column shows its field', () => {
  for (const [heading, path] of Object.entries(FIELDS)) {
    it(`${heading}: ${path}`, async () => {
      const cell = await cellWith(path, 987_654_321);
      const tables = [limitsTable([cell]), rollbackTable([cell])];
      const values = tables.flatMap((table) => shown(table, heading) ?? []).map(String);
      assert.deepEqual(values, [heading === 'ratio' ? '987654321.00' : '987654321']);
    });
  }

  it('the overshoot in bytes and in per cent of its own and of a large limit', async () => {
    const cell = await cellWith('pool.overshootPages', 839);
    const exact = { ...cell.exact, pool: { ...cell.exact.pool, limitPages: 5000 } };
    const table = limitsTable([{ ...cell, exact }]);
    const values = Object.keys(OVERSHOOT).map((heading) => [heading, shown(table, heading)]);
    assert.deepEqual(Object.fromEntries(values), OVERSHOOT);
  });

  it('no column is missing in this test', async () => {
    const cell = await cellWith('pool.ratio', 1);
    const every = { ...cell, exact: nonZero(cell.exact) } as Cell;
    const headings = [...limitsTable([every]).columns, ...rollbackTable([every]).columns]
      .map(([heading]) => heading)
      .filter((heading) => !['cell', 'drift', 'round trips'].includes(heading));
    assert.deepEqual(headings.sort(), Object.keys({ ...FIELDS, ...OVERSHOOT }).sort());
  });
});

describe('limits table: repetitions', () => {
  const figures = {
    storedFolios: [5, 9, 6, 7],
    peakPages: [3, 3, 3, 3],
    overshootPages: [0, 1, 1, 0],
  };
  const repetitions = { count: 4, figures, rejects: { pool_limit: [1, 2, 3, 4] } };

  it('a row of medians, and a row of the ranges of what varies', async () => {
    const cell = { ...(await cellWith('pool.limitPages', 8)), repetitions } as unknown as Cell;
    const table = limitsTable([cell]);
    const at = (heading: string, row: number) => {
      const column = table.columns.findIndex(([each]) => each === heading);
      return table.rows[row][column];
    };
    assert.equal(table.rows.length, 2);
    assert.deepEqual([at('cell', 0), at('cell', 1)], [cell.key, '']);
    assert.deepEqual([at('stored', 0), at('stored', 1)], ['6.5', '5..9']);
    assert.deepEqual([at('peak', 0), at('peak', 1)], ['3', '']);
    assert.deepEqual([at('over', 0), at('over', 1)], ['0.5', '0..1']);
    assert.deepEqual([at('pool_limit', 0), at('pool_limit', 1)], ['2.5', '1..4']);
    assert.deepEqual([at('hysteresis', 0), at('hysteresis', 1)], ['0', '']);
    assert.deepEqual([at('ratio', 0), at('ratio', 1)], ['-', '']);
    assert.match(table.subtitle ?? '', /^Medians of 4 repetitions/);
  });

  it('no second row where nothing varies', async () => {
    const equal = { ...repetitions, figures: { storedFolios: [5, 5, 5, 5] }, rejects: {} };
    const cell = { ...(await cellWith('pool.limitPages', 8)), repetitions: equal };
    assert.equal(limitsTable([cell as unknown as Cell]).rows.length, 1);
  });
});

/** Copies with every number and null replaced by 1, so that no rare column is hidden. */
function nonZero(value: unknown): unknown {
  if (typeof value === 'number' || value === null) return 1;
  if (Array.isArray(value)) return value.map(nonZero);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, nonZero(inner)]));
}
