import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Failure } from '../../src/common/errors.js';
import { Transcript } from '../../src/guest/transcript.js';
import { consoleOf, KERNEL_LINE } from '../support/guest-console.js';

function read(...lines: readonly object[]): Transcript {
  const transcript = new Transcript();
  for (const line of consoleOf(lines)) transcript.take(line);
  return transcript;
}

function refused(message: RegExp, ...lines: readonly object[]): void {
  assert.throws(
    () => read(...lines),
    (error) => error instanceof Failure && error.exitCode === 3 && message.test(error.message),
  );
}

const CELL = { type: 'cell', cell: 0 };
const CELL_END = { type: 'cell-end', cell: 0, ms: 7 };

describe('transcript', () => {
  it('puts a cell together, whose counters and folios may take several lines', () => {
    const zswap = { type: 'counters', cell: 0, at: 'end', group: 'zswap' };
    const transcript = read(
      KERNEL_LINE,
      CELL,
      { ...zswap, values: { stored_pages: -3 } },
      { ...zswap, values: { pool_limit_hit: 5 } },
      { type: 'folios', cell: 0, runs: '392s370r' },
      { type: 'folios', cell: 0, runs: '1m2p3-' },
      { type: 'first-refusal', cell: 0, folio: 392, storedPages: 10, poolPages: 4 },
      { type: 'memcg-peak', cell: 0, memcg: 'memcg0', bytes: 4096 },
      { type: 'rounds', cell: 0, stored: '1 0 ' },
      { type: 'rounds', cell: 0, stored: '12 ' },
      { type: 'times', cell: 0, ns: '160000:80000 0:0 ' },
      { type: 'times', cell: 0, ns: '4294967295:7 ' },
      { type: 'error', cell: 0, step: 'x', errno: 5, text: 'y' },
      CELL_END,
      { type: 'done', cells: 1 },
    );
    assert.ok(transcript.done);
    const { kernel, cells } = transcript.results();
    assert.equal(kernel.totalPages, 262144);
    assert.deepEqual(kernel.folioPages, [4, 16, 512]);
    const [cell] = cells;
    assert.deepEqual(cell.times, [
      { outNs: 160000, inNs: 80000 },
      { outNs: 0, inNs: 0 },
      { outNs: 4294967295, inNs: 7 },
    ]);
    assert.deepEqual(
      cell.counters.get('end')?.get('zswap'),
      new Map([
        ['stored_pages', -3],
        ['pool_limit_hit', 5],
      ]),
    );
    assert.deepEqual(
      cell.verdicts.map(({ verdict, folios }) => `${folios} ${verdict}`),
      ['392 stored', '370 refused', '1 mixed', '2 present', '3 waiting'],
    );
    assert.deepEqual(cell.firstRefusal, { folio: 392, storedPages: 10, poolPages: 4 });
    assert.deepEqual(cell.memcgPeakBytes, new Map([['memcg0', 4096]]));
    assert.deepEqual(cell.rounds, [1, 0, 12]);
    assert.deepEqual(cell.errors, [{ step: 'x', errno: 5, text: 'y' }]);
    assert.equal(cell.milliseconds, 7);
  });

  it('keeps warnings of the kernel with the cell in which they were printed', () => {
    const transcript = new Transcript();
    const [kernel, cell, cellEnd, done] = consoleOf([
      KERNEL_LINE,
      CELL,
      CELL_END,
      { type: 'done', cells: 1 },
    ]);
    const underflow = '[   12.3] page_counter underflow: -3 nr_pages=3';
    for (const line of [
      '[ 0.1] BUG: early',
      kernel,
      cell,
      '[ 9.9] fine',
      underflow,
      cellEnd,
      done,
    ]) {
      transcript.take(line);
    }
    const results = transcript.results();
    assert.deepEqual(results.warnings, ['[ 0.1] BUG: early']);
    assert.deepEqual(results.cells[0].warnings, [underflow]);
  });

  it('names a stall, which may be of the host, in the warning', () => {
    const transcript = new Transcript();
    for (const line of [
      'watchdog: BUG: soft lockup - CPU#1 stuck for 26s! [init:1]',
      'rcu: INFO: rcu_sched self-detected stall on CPU',
      'INFO: task init:1 blocked for more than 120 seconds.',
      'WARNING: CPU: 0 PID: 1 at mm/zswap.c:1',
    ]) {
      transcript.take(line);
    }
    const named = transcript.warnings.map((warning) =>
      / \(a stall: a busy host .*\)$/.test(warning),
    );
    assert.deepEqual(named, [true, true, true, false]);
  });

  it('refuses a line that is no JSON, or lacks a field, or has a wrong one', () => {
    assert.throws(() => new Transcript().take('[ 1.0] zswap-bench: {"seq":0'), /a line with JSON/);
    refused(/a whole number "totalKb"/, { ...KERNEL_LINE, totalKb: '1' });
    refused(/pages of 4096 bytes/, { ...KERNEL_LINE, pageBytes: 16384 });
    refused(/a text "release"/, { ...KERNEL_LINE, release: undefined });
    refused(/runs like/, KERNEL_LINE, CELL, { type: 'folios', cell: 0, runs: '3x' });
    refused(/whole numbers in "values"/, KERNEL_LINE, CELL, {
      ...{ type: 'counters', cell: 0, at: 'end', group: 'zswap', values: { a: 2 ** 60 } },
    });
    refused(/"at" of start, end/, KERNEL_LINE, CELL, {
      ...{ type: 'counters', cell: 0, at: 'never', group: 'zswap', values: {} },
    });
  });

  it('refuses lines that are lost, repeated or out of place', () => {
    const transcript = new Transcript();
    const [kernel, cell, cellEnd] = consoleOf([KERNEL_LINE, CELL, CELL_END]);
    transcript.take(kernel);
    assert.throws(() => transcript.take(cellEnd), /"seq" 1/);
    assert.throws(() => transcript.take(kernel), /"seq" 1/);
    transcript.take(cell);
    refused(/type "kernel" first/, CELL);
    refused(/cell 0/, KERNEL_LINE, { type: 'cell', cell: 1 });
    refused(/a type that belongs here/, KERNEL_LINE, CELL_END);
    refused(/a type that belongs here/, KERNEL_LINE, { type: 'invented' });
    refused(/a type that belongs here/, KERNEL_LINE, CELL, { type: 'done', cells: 0 });
    refused(/0 cells, as many as there were/, KERNEL_LINE, { type: 'done', cells: 1 });
  });
});
