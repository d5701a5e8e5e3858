import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { zeroCounts } from '../../src/common/counts.js';
import { render } from '../../src/output/format.js';
import { resultReport } from '../../src/output/result-report.js';
import type { Cell, ResultDocument } from '../../src/result/document.js';
import { REJECT_CAUSES } from '../../src/result/reject-causes.js';
import { temporaryFolder } from '../support/files.js';
import { inProcess } from '../support/in-process.js';
import { samplesAround, timedPart } from '../support/timed-results.js';
import { writeTinyCorpora } from '../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());

/** Returns a real result of one cell with an artificial timed part. */
async function result(timed: object | undefined): Promise<ResultDocument> {
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
  ];
  const document = JSON.parse((await inProcess('run', ...args)).stdout) as ResultDocument;
  const [cell] = document.cells;
  const machine = { ...document.machine, cores: 2, cpu: 'A CPU', node: '99.0.0' };
  const cells = [{ ...cell, ...(timed === undefined ? {} : { timed }) } as Cell];
  return { ...document, machine, cells };
}

const TIMED = {
  pagesPerSecond: { median: 1000.4, low: 950, high: 1050, samples: [950, 1050.8] },
  referencePagesPerSecond: { median: 2000, low: 1, high: 2 },
  relativeToCompressor: 0.98765,
  relativeSamples: [0.93827, 1.03703],
  folioNs: { p50: 123_456, p99: 12_345_678, histogram: [] },
  roundTrip: null,
};

function row(text: string, table: number): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('tiny/'));
  return lines[table].split(/ +/);
}

describe('the tables of a result', () => {
  it('are throughput, rejects and limits, counter rollback, and end in a newline', async () => {
    const text = render(resultReport(await result(TIMED)), 'table');
    const titles = [
      'Throughput on 2 x A CPU, Node 99.0.0',
      'Rejects and limits',
      'Counter rollback',
    ];
    let at = -1;
    for (const title of titles) {
      assert.ok(text.indexOf(`${title}\n`) > at, title);
      at = text.indexOf(`${title}\n`);
    }
    assert.match(text, /[^\n]\n$/);
  });

  it('show a median with half the width of its interval, and the reference beside it', async () => {
    const text = render(resultReport(await result(TIMED)), 'table');
    assert.deepEqual(row(text, 0).slice(1), [
      ...['1000', '+-5.0%', '2000', '0.988', '+-5.0%', '123', 'us', '12', 'ms'],
    ]);
  });

  it('show a column for each cause that refused a folio', async () => {
    const document = await result(undefined);
    const [cell] = document.cells;
    const rejects = zeroCounts(REJECT_CAUSES);
    REJECT_CAUSES.forEach((cause, i) => {
      rejects[cause] = 7000 + i;
    });
    const cells = [{ ...cell, exact: { ...cell.exact, rejects } }];
    const [heads, figures] = render(resultReport({ ...document, cells }), 'markdown')
      .split('\n')
      .filter((line) => /^\| (cell|tiny)/.test(line))
      .map((line) => line.split('|').map((field) => field.trim().replaceAll('\\', '')));
    for (const cause of REJECT_CAUSES) {
      assert.equal(figures[heads.indexOf(cause)], String(rejects[cause]), cause);
    }
  });

  it('show no figure if nothing was stored', async () => {
    const nothing = { ...TIMED, pagesPerSecond: null, folioNs: null };
    const text = render(resultReport(await result(nothing)), 'table');
    assert.deepEqual(row(text, 0).slice(1), ['-', '-', '2000', '0.988', '+-5.0%', '-', '-']);
  });

  it('show no interval of a single sample', async () => {
    const pagesPerSecond = { median: 1000, low: 1000, high: 1000, samples: [1000] };
    const once = { ...TIMED, pagesPerSecond, relativeSamples: [0.98765] };
    const text = render(resultReport(await result(once)), 'table');
    assert.deepEqual(row(text, 0).slice(1, 6), ['1000', '-', '2000', '0.988', '-']);
  });

  it('state that a ratio above 1.05 is impossible, with its cell', async () => {
    const impossible = /^relativeToCompressor above 1\.05 is impossible, .* \(tiny\/\S+ 1\.051\)$/m;
    for (const [relativeToCompressor, stated] of [
      [1.05, false],
      [1.051, true],
    ] as const) {
      const document = await result({ ...TIMED, relativeToCompressor });
      const text = render(resultReport(document), 'table');
      assert.equal(impossible.test(text), stated);
    }
  });

  it('compare the strategies of a run, with delta, p and ~', async () => {
    const middles = [0.9, 0.8, 0.9001];
    const parts = middles.map((middle, i) => ({
      ...timedPart(samplesAround(middle, 0.01, 40, i)),
      turn: 'tiny/lz4/64K/batch',
    }));
    const document = await result(parts[0]);
    const [first] = document.cells;
    const cells = parts.map((timed, i) => {
      const strategy = ['batch', 'slower', 'same'][i];
      return { ...first, key: `tiny/lz4/64K/${strategy}`, strategy, timed };
    });
    const text = render(resultReport({ ...document, cells }), 'table');
    assert.match(text, /^tiny\/lz4\/64K\/slower +batch +-11\.\d% +0\.000 +-11\.\d% +0\.000$/m);
    assert.match(text, /^tiny\/lz4\/64K\/same +batch +~ +\d\.\d{3} +~ +\d\.\d{3}$/m);
    assert.doesNotMatch(text, /not interleaved/);
    const apart = cells.map((cell, i) => ({ ...cell, timed: { ...cell.timed, turn: `${i}` } }));
    const other = render(resultReport({ ...document, cells: apart }), 'table');
    assert.match(other, /^timed one after another, not interleaved: /m);
  });

  it('show no relative speed without samples, and leave its CSV field empty', async () => {
    const refusing = await result({ ...TIMED, relativeToCompressor: null, relativeSamples: [] });
    const text = render(resultReport(refusing), 'table');
    assert.deepEqual(row(text, 0).slice(1, 5), ['1000', '+-5.0%', '2000', '-']);
    const { cells } = await result(TIMED);
    const both = { ...refusing, cells: [...refusing.cells, ...cells] };
    const [heads, ...lines] = render(resultReport(both), 'csv')
      .trim()
      .split('\n')
      .map((line) => line.split(','));
    const at = heads.indexOf('timed.relativeToCompressor');
    assert.deepEqual(
      lines.map((line) => line[at]),
      ['', '0.98765'],
    );
  });

  it('omit throughput without a timed part', async () => {
    const text = render(resultReport(await result(undefined)), 'table');
    assert.match(text, /^Rejects and limits\n/m);
  });
});
