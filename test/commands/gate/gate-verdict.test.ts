import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { reasonsOf, reasonsOutsideCells } from '../../../src/commands/gate/gate-reasons.js';
import { type GateReport, judge } from '../../../src/commands/gate/gate-verdict.js';
import { gateReport } from '../../../src/commands/gate/tables.js';
import { addSamples } from '../../../src/commands/gate/timed-verdict.js';
import { render } from '../../../src/output/format.js';
import type { ResultDocument, Timed } from '../../../src/result/document.js';
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

/** Creates a result whose two cells have relative samples around these values. */
function timed(spread: number, seed: number, ...middles: number[]): ResultDocument {
  return withTimed(
    result,
    middles.map((middle, i) => timedPart(samplesAround(middle, spread, 60, seed + i))),
  );
}

function verdicts({ cells }: GateReport): string[] {
  return cells.map(({ verdict }) => verdict);
}

describe('gate: exact figures', () => {
  it('passes equal results', () => {
    const { verdict, cells, corpora, equalFields } = gate(result, result);
    assert.equal(verdict, 'pass');
    assert.ok(cells.every((cell) => cell.verdict === 'pass' && cell.timed === null));
    assert.deepEqual(corpora, []);
    assert.ok(equalFields > 200);
  });

  it('fails if any figure of a cell or corpus differs by one, and names it', () => {
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

  it('fails if a cell is missing on either side, and names cell and side', () => {
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

  it('fails independent of timed figures, and warns of different machines', () => {
    const off = changed(timed(0.01, 1, 1, 1), ['cells', 0, 'exact', 'pool', 'endPages'], 1);
    assert.deepEqual(verdicts(gate(timed(0.01, 1, 0.5, 0.5), off)), ['fail', 'pass']);
    const machine = { ...result.machine, fingerprint: 'f00' };
    assert.match(gate(result, { ...result, machine }).warnings[0], /^different machines: .*f00/);
  });
});

describe('gate: figures outside the cells', () => {
  const reasons = (report: GateReport) =>
    reasonsOutsideCells(report).map(({ name, reasons: each }) => [name, ...each]);

  it('fails if a corpus is missing on either side, and names corpus and side', () => {
    const none = { ...result, corpora: [] };
    const more = { ...result, corpora: [...result.corpora, { ...result.corpora[0], name: 'x' }] };
    const cases: readonly (readonly [ResultDocument, ResultDocument, string, string])[] = [
      [result, none, 'tiny', 'current'],
      [none, result, 'tiny', 'baseline'],
      [result, more, 'x', 'baseline'],
      [more, result, 'x', 'current'],
    ];
    for (const [baseline, current, name, side] of cases) {
      const report = gate(baseline, current);
      assert.equal(report.verdict, 'fail');
      assert.deepEqual(reasons(report), [
        [`corpus ${name}`, `the corpus is missing in the ${side} result`],
      ]);
      assert.match(
        render(gateReport(report), 'table'),
        /^Verdict: fail: 0 of 2 cells failed, 1 diff/m,
      );
    }
  });

  it('fails if the checksum of a corpus in the options differs or is missing', () => {
    const { sha256 } = result.config.corpora[0];
    for (const other of ['0'.repeat(64), null]) {
      const changedTo = changed(result, ['config', 'corpora', 0, 'sha256'], other);
      const report = gate(result, changedTo);
      assert.equal(report.verdict, 'fail');
      assert.deepEqual(reasons(report), [
        ['result', `config.corpora.tiny.sha256 is ${other}, was ${sha256}`],
      ]);
      assert.equal(gate(changedTo, result).verdict, 'fail');
    }
    const gone = changed(result, ['config', 'corpora'], []);
    assert.deepEqual(reasons(gate(result, gone)), [
      ['result', `config.corpora.tiny.sha256 is -, was ${sha256}`],
    ]);
  });

  it('fails on a shard of a run, even one that has all cells', () => {
    const shard = { ...result, shard: { index: 1, count: 1 } };
    assert.deepEqual(reasons(gate(result, shard)), [
      ['result', 'shard.index is 1, was -', 'shard.count is 1, was -'],
    ]);
    assert.equal(gate(result, shard).verdict, 'fail');
    assert.equal(gate(shard, result).verdict, 'fail');
    assert.equal(gate(shard, shard).verdict, 'pass');
  });
});

describe('gate: timed figures', () => {
  it('passes a program against itself, and a faster one', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    assert.deepEqual(verdicts(gate(baseline, timed(0.02, 11, 0.9, 0.99))), ['pass', 'pass']);
  });

  it('fails only cells slower than allowed and than the noise floor', () => {
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

  it('passes a significant slowdown that is allowed', () => {
    const report = gate(timed(0.002, 1, 0.9, 0.9), timed(0.002, 11, 0.9, 0.9 * 0.97));
    assert.equal(report.verdict, 'pass');
    assert.ok((report.cells[1].timed?.p ?? 1) < 0.05);
  });

  it('is inconclusive if noise exceeds the allowed slowdown', () => {
    const noisy = timed(0.6, 1, 0.9, 0.9);
    const { verdict, cells } = gate(noisy, timed(0.6, 11, 0.9, 0.9));
    assert.equal(verdict, 'inconclusive');
    assert.ok((cells[0].timed?.noiseFloor ?? 0) > 0.05);
  });

  it('fails a cell without its timed part, and names it', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    const report = gate(baseline, withTimed(baseline, [undefined, baseline.cells[1].timed]));
    assert.deepEqual(verdicts(report), ['fail', 'pass']);
    assert.deepEqual(reasonsOf(report.cells[0], 5), ['timed is -, was measured']);
    assert.deepEqual(verdicts(gate(baseline, result)), ['fail', 'fail']);
  });

  it('fails a median that contradicts its samples, on either side, and names it', () => {
    const good = timed(0.02, 1, 0.9, 0.9);
    const own = (good.cells[0].timed as Timed).relativeToCompressor;
    const speed = (good.cells[0].timed as Timed).pagesPerSecond?.median;
    const cases: readonly (readonly [string[], number | null, string, unknown])[] = [
      [['relativeToCompressor'], 0.3, 'relativeToCompressor', own],
      [['relativeToCompressor'], null, 'relativeToCompressor', own],
      [['relativeSamples'], [] as never, 'relativeToCompressor', null],
      [['pagesPerSecond', 'median'], 5, 'pagesPerSecond.median', speed],
    ];
    for (const [place, value, field, median] of cases) {
      const bad = changed(good, ['cells', 0, 'timed', ...place], value);
      const stated = place[0] === 'relativeSamples' ? own : value;
      for (const [report, side] of [
        [gate(good, bad), 'current'],
        [gate(bad, good), 'baseline'],
      ] as const) {
        assert.deepEqual(verdicts(report), ['fail', 'pass']);
        assert.equal(
          reasonsOf(report.cells[0], 5)[0],
          `${field} is ${stated ?? 'null'} in the ${side} result, but the median of its samples is ${median}`,
        );
      }
    }
    const never = withTimed(result, [REFUSING, REFUSING]);
    assert.equal(gate(never, never).verdict, 'pass', 'nothing is the median of no samples');
  });

  it('takes the noise floor of the noisier side', () => {
    const [quiet, noisy] = [timed(0.01, 1, 0.9, 0.9), timed(0.5, 11, 0.9, 0.9)];
    const floorOf = (...sides: [ResultDocument, ResultDocument]) =>
      gate(...sides).cells[0].timed?.noiseFloor as number;
    const [low, high] = [floorOf(quiet, quiet), floorOf(noisy, noisy)];
    assert.ok(low < 0.02 && high > 0.1);
    for (const sides of [
      [quiet, noisy],
      [noisy, quiet],
    ] as [ResultDocument, ResultDocument][]) {
      assert.equal(floorOf(...sides), high);
      assert.deepEqual(verdicts(gate(...sides)), ['inconclusive', 'inconclusive']);
    }
  });

  it('fails a cell at a twentieth of its speed with any noise of the baseline', () => {
    const report = gate(timed(0.97, 1, 0.9, 0.9), timed(0.01, 11, 0.9, 0.045));
    assert.ok((report.cells[1].timed?.noiseFloor as number) > 1);
    assert.deepEqual(verdicts(report), ['inconclusive', 'fail']);
  });

  it('passes any slowdown if 100% is allowed', () => {
    const report = gate(timed(0.02, 1, 0.9, 0.9), timed(0.02, 11, 0.9, 0.045), 100);
    assert.deepEqual(verdicts(report), ['pass', 'pass']);
  });

  it('is inconclusive with too few samples for any slowdown to fail, even without noise', () => {
    const cells = Array.from({ length: 28 }, (_, i) => ({ ...result.cells[0], key: `c${i}` }));
    const wide = { ...result, cells };
    const of = (count: number, middle: number) =>
      withTimed(
        wide,
        cells.map((_, i) => timedPart(samplesAround(i === 3 ? middle : 0.9, 0.001, count, i))),
      );
    const few = gate(of(5, 0.9), of(5, 0.045));
    assert.equal(few.verdict, 'inconclusive');
    assert.deepEqual(new Set(verdicts(few)), new Set(['inconclusive']));
    assert.ok(few.cells.every(({ timed: part }) => part?.detectableSlowdown === null));
    const text = render(gateReport(few), 'table');
    assert.match(text, /\nVerdict: inconclusive: 0 of 28 cells failed, 28 inconclusive\n/);
    assert.match(text, /\nc27 .*: too few samples \(5, now 5\), no slowdown would have failed\n/);
    assert.match(text, /\nno slowdown would have failed in 28 of 28 timed cells\n/);
    const enough = gate(of(7, 0.9), of(7, 0.045));
    assert.equal(enough.cells[3].verdict, 'fail');
    assert.equal(enough.cells.filter(({ verdict }) => verdict === 'pass').length, 27);
  });

  it('is inconclusive if only one side was timed, or timed once', () => {
    assert.deepEqual(verdicts(gate(result, timed(0.02, 1, 0.9, 0.9))), [
      'inconclusive',
      'inconclusive',
    ]);
    const once = withTimed(result, [timedPart([0.9]), timedPart([0.9])]);
    assert.deepEqual(verdicts(gate(once, once)), ['inconclusive', 'inconclusive']);
  });

  it('has nothing to compare if neither side has relative samples, and passes', () => {
    const baseline = withTimed(result, [REFUSING, timedPart(samplesAround(0.9, 0.02, 60))]);
    const report = gate(baseline, baseline);
    assert.deepEqual(verdicts(report), ['pass', 'pass']);
    assert.equal(report.cells[0].timed, null);
    assert.match(render(gateReport(report), 'table'), /( +-){5} +nothing to compare\n/);
    const off = changed(baseline, ['cells', 0, 'exact', 'pool', 'endPages'], 1);
    assert.deepEqual(verdicts(gate(baseline, off)), ['fail', 'pass']);
  });

  it('is inconclusive with a reason if only one side has relative samples', () => {
    const baseline = timed(0.02, 1, 0.9, 0.9);
    const current = withTimed(baseline, [REFUSING, baseline.cells[1].timed]);
    for (const report of [gate(baseline, current), gate(current, baseline)]) {
      assert.deepEqual(verdicts(report), ['inconclusive', 'pass']);
      assert.deepEqual(reasonsOf(report.cells[0], 5), [
        'only one side has samples of relativeToCompressor',
      ]);
      const { key } = result.cells[0];
      assert.match(
        report.warnings[0],
        /^relativeToCompressor of .* is only in the (old|new) result/,
      );
      assert.ok(report.warnings[0].includes(key));
    }
  });

  it('seldom fails if many cells are compared with themselves', () => {
    let failed = 0;
    for (let trial = 0; trial < 30; trial++) {
      const report = gate(timed(0.3, 1000 + trial, 0.9, 0.9), timed(0.3, 2000 + trial, 0.9, 0.9));
      if (report.verdict === 'fail') failed++;
    }
    assert.equal(failed, 0);
  });
});
