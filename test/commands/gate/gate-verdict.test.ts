import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { reasonsOf } from '../../../src/commands/gate/gate-reasons.js';
import { type GateReport, judge } from '../../../src/commands/gate/gate-verdict.js';
import { gateReport } from '../../../src/commands/gate/tables.js';
import { addSamples } from '../../../src/commands/gate/timed-verdict.js';
import { render } from '../../../src/output/format.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import { changed, nameOf, placesIn, resultOf } from '../../support/result-documents.js';
import { REFUSING, samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
let result: ResultDocument;

before(async () => {
  const grid = ['-s', 'incremental,batch', '-f', '16K', '--max-pool-percent', '15'];
  result = await resultOf('--corpus', core, '-c', 'lz4', ...grid, '--no-timing');
});

function gate(baseline: ResultDocument, current: ResultDocument, allowed = 5): GateReport {
  const timed = {
    baseline: addSamples(new Map(), baseline),
    current: addSamples(new Map(), current),
  };
  return judge({ baseline, current, timed, maxRegressionPercent: allowed });
}

/** Both cells with relative samples around these. */
function timed(spread: number, seed: number, ...middles: number[]): ResultDocument {
  return withTimed(
    result,
    middles.map((middle, i) => timedPart(samplesAround(middle, spread, 60, seed + i))),
  );
}

function verdicts({ cells }: GateReport): string[] {
  return cells.map(({ verdict }) => verdict);
}

describe('a gate over exact figures', () => {
  it('passes what is equal', () => {
    const { verdict, cells, corpora, equalFields } = gate(result, result);
    assert.equal(verdict, 'pass');
    assert.ok(cells.every((cell) => cell.verdict === 'pass' && cell.timed === null));
    assert.deepEqual(corpora, []);
    assert.ok(equalFields > 200);
  });

  it('fails on one more or less in any figure of any cell or corpus, and names it', () => {
    const numbers = placesIn(result).filter(
      ({ at, value }) => typeof value === 'number' && (at[0] === 'cells' || at[0] === 'corpora'),
    );
    assert.ok(numbers.length > 100);
    for (const { at, value } of numbers) {
      const step = (value as number) > 0 ? -1 : 1;
      const report = gate(result, changed(result, at, (value as number) + step));
      assert.equal(report.verdict, 'fail', nameOf(at));
      const [list, index, ...rest] = at;
      const field = nameOf(rest[0] === 'exact' ? rest.slice(1) : rest);
      if (list === 'corpora') {
        assert.deepEqual(
          report.corpora.map(({ subject, differences }) => [subject, differences[0].field]),
          [['tiny', field]],
        );
      } else {
        const failed = report.cells.filter(({ verdict }) => verdict === 'fail');
        assert.deepEqual(
          failed.map(({ cell, differences }) => [cell, differences.map((each) => each.field)]),
          [[result.cells[Number(index)].key, [field]]],
        );
      }
    }
  });

  it('fails on a cell that either side lacks, and names it and the side', () => {
    const [first, second] = result.cells;
    const less = { ...result, cells: [first] };
    const missing = ({ cells }: GateReport) =>
      cells.filter((cell) => cell.missing !== null).map((cell) => [cell.cell, cell.missing]);
    assert.deepEqual(missing(gate(result, less)), [[second.key, 'current']]);
    assert.deepEqual(missing(gate(less, result)), [[second.key, 'baseline']]);
    assert.equal(gate(result, less).verdict, 'fail');
    assert.equal(gate(less, result).verdict, 'fail');
    assert.equal(gate({ ...result, cells: [] }, result).verdict, 'fail');
  });

  it('fails whatever the timed figures say, and says where machines differ', () => {
    const off = changed(timed(0.01, 1, 1, 1), ['cells', 0, 'exact', 'pool', 'endPages'], 1);
    assert.deepEqual(verdicts(gate(timed(0.01, 1, 0.5, 0.5), off)), ['fail', 'pass']);
    const machine = { ...result.machine, fingerprint: 'f00' };
    assert.match(gate(result, { ...result, machine }).warnings[0], /^different machines: .*f00/);
  });
});

describe('a gate over timed figures', () => {
  it('passes a program held against itself, and one that is faster', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    assert.deepEqual(verdicts(gate(baseline, timed(0.02, 11, 0.9, 0.99))), ['pass', 'pass']);
  });

  it('fails what is slower than allowed and than noise explains, and only that', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    const report = gate(baseline, timed(0.02, 11, 0.9, 0.9 / 1.1));
    assert.deepEqual(verdicts(report), ['pass', 'fail']);
    const failed = report.cells[1].timed;
    assert.ok(failed && failed.change < -0.05 && failed.change < -(failed.noiseFloor ?? 1));
    assert.ok(failed.p < 0.05);
    assert.deepEqual(verdicts(gate(baseline, timed(0.02, 11, 0.9, 0.9 / 1.1), 15)), [
      'pass',
      'pass',
    ]);
  });

  it('passes a slowdown that is proven but allowed', () => {
    const report = gate(timed(0.002, 1, 0.9, 0.9), timed(0.002, 11, 0.9, 0.9 * 0.97));
    assert.equal(report.verdict, 'pass');
    assert.ok((report.cells[1].timed?.p ?? 1) < 0.05);
  });

  it('is inconclusive where noise would hide what is not allowed', () => {
    const noisy = timed(0.6, 1, 0.9, 0.9);
    const { verdict, cells } = gate(noisy, timed(0.6, 11, 0.9, 0.9));
    assert.equal(verdict, 'inconclusive');
    assert.ok((cells[0].timed?.noiseFloor ?? 0) > 0.05);
  });

  it('is inconclusive where one side alone was timed, or was timed once', () => {
    assert.deepEqual(verdicts(gate(result, timed(0.02, 1, 0.9, 0.9))), [
      'inconclusive',
      'inconclusive',
    ]);
    assert.deepEqual(verdicts(gate(timed(0.02, 1, 0.9, 0.9), result)), [
      'inconclusive',
      'inconclusive',
    ]);
    const once = withTimed(result, [timedPart([0.9]), timedPart([0.9])]);
    assert.deepEqual(verdicts(gate(once, once)), ['inconclusive', 'inconclusive']);
  });

  it('has nothing to compare where neither side was set against its compressor, and exact figures hold', () => {
    const baseline = withTimed(result, [REFUSING, timedPart(samplesAround(0.9, 0.02, 60))]);
    const report = gate(baseline, baseline);
    assert.deepEqual(verdicts(report), ['pass', 'pass']);
    assert.equal(report.cells[0].timed, null);
    assert.match(render(gateReport(report), 'table'), /( +-){5} +nothing to compare\n/);
    const off = changed(baseline, ['cells', 0, 'exact', 'pool', 'endPages'], 1);
    assert.deepEqual(verdicts(gate(baseline, off)), ['fail', 'pass']);
  });

  it('is inconclusive, and says so, where one side alone was set against its compressor', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    const current = withTimed(baseline, [REFUSING, baseline.cells[1].timed]);
    for (const report of [gate(baseline, current), gate(current, baseline)]) {
      assert.deepEqual(verdicts(report), ['inconclusive', 'pass']);
      assert.deepEqual(reasonsOf(report.cells[0], 5), [
        'only one side has samples of its relativeToCompressor',
      ]);
      const { key } = result.cells[0];
      assert.match(
        report.warnings[0],
        /^relativeToCompressor of .* is only in the (old|new) result/,
      );
      assert.ok(report.warnings[0].includes(key));
    }
  });

  it('fails hardly ever when many cells are held against themselves', () => {
    let failed = 0;
    for (let trial = 0; trial < 30; trial++) {
      const report = gate(timed(0.3, 1000 + trial, 0.9, 0.9), timed(0.3, 2000 + trial, 0.9, 0.9));
      if (report.verdict === 'fail') failed++;
    }
    assert.equal(failed, 0);
  });
});
