import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { gateMeasured } from '../../../src/commands/gate/gate-measured.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { temporaryFolder } from '../../support/files.js';
import { resultOf } from '../../support/result-documents.js';
import { REFUSING, samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
let result: ResultDocument;

before(async () => {
  const grid = ['-c', 'lz4', '-s', 'incremental,batch', '-f', '16K'];
  result = await resultOf('--corpus', core, ...grid, '--no-timing');
});

/** Creates a result whose two cells have samples around these values. */
function timed(...middles: number[]): ResultDocument {
  const parts = middles.map((middle, i) => timedPart(samplesAround(middle, 0.02, 60, middle + i)));
  return withTimed(result, parts);
}

/** Creates a measurement with prepared rounds that records the requested cells. */
function scripted(...rounds: ResultDocument[]) {
  const asked: (string[] | null)[] = [];
  return {
    asked,
    timed: rounds.some(({ cells }) => cells.some((cell) => cell.timed !== undefined)),
    minRounds: 1,
    maxRounds: rounds.length,
    round(undecided: readonly { key: string }[] | null) {
      asked.push(undecided?.map(({ key }) => key) ?? null);
      return Promise.resolve({ current: rounds[asked.length - 1], baseline: null });
    },
  };
}

describe('measuring gate', () => {
  const SLOW = 'tiny/lz4/16K/batch';

  it('ends after one round if no cell may be slower', async () => {
    const rounds = scripted(timed(0.9, 0.9), timed(0.9, 0.9));
    const { report, current } = await gateMeasured(rounds, timed(0.9, 0.9), {
      maxRegressionPercent: 5,
    });
    assert.equal(report.verdict, 'pass');
    assert.deepEqual(rounds.asked, [null]);
    assert.equal(current.cells.length, 2);
  });

  it('measures only the slower cell again before it fails', async () => {
    const rounds = scripted(timed(0.9, 0.8), timed(0.9, 0.8), timed(0.9, 0.8));
    const { report } = await gateMeasured(rounds, timed(0.9, 0.9), { maxRegressionPercent: 5 });
    assert.deepEqual(
      report.cells.map(({ verdict }) => verdict),
      ['pass', 'fail'],
    );
    assert.deepEqual(rounds.asked, [null, [SLOW]]);
    assert.equal(report.cells[1].timed?.new.samples, 120, 'all samples count');
  });

  it('does not fail a cell that is slower in one round only', async () => {
    const good = timed(0.9, 0.9);
    const rounds = scripted(timed(0.9, 0.8), good, good, good, good);
    const { report } = await gateMeasured(rounds, good, { maxRegressionPercent: 5 });
    assert.notEqual(report.verdict, 'fail');
    assert.ok(rounds.asked.length > 1);
  });

  it('ends at the maximum of rounds with persistent noise', async () => {
    const parts = [1, 2].map((seed) => timedPart(samplesAround(0.9, 0.9, 20, seed)));
    const noisy = withTimed(result, parts);
    const rounds = scripted(noisy, noisy, noisy);
    assert.equal(
      (await gateMeasured(rounds, noisy, { maxRegressionPercent: 5 })).report.verdict,
      'inconclusive',
    );
    assert.equal(rounds.asked.length, 3);
  });

  it('is inconclusive if one side has no relative samples', async () => {
    const refusing = withTimed(result, [REFUSING, REFUSING]);
    for (const [now, held] of [
      [refusing, timed(0.9, 0.9)],
      [timed(0.9, 0.9), refusing],
    ]) {
      const rounds = scripted(now, now);
      assert.equal(
        (await gateMeasured(rounds, held, { maxRegressionPercent: 5 })).report.verdict,
        'inconclusive',
      );
      assert.equal(rounds.asked.length, 1, 'another round would bring no samples');
    }
    assert.equal(
      (await gateMeasured(scripted(refusing), refusing, { maxRegressionPercent: 5 })).report
        .verdict,
      'pass',
    );
  });

  it('fails a cell without its timed part', async () => {
    const both = timed(0.9, 0.9);
    const lost = withTimed(result, [both.cells[0].timed]);
    const { report } = await gateMeasured(scripted(lost, lost), both, { maxRegressionPercent: 5 });
    assert.deepEqual(
      report.cells.map(({ verdict }) => verdict),
      ['pass', 'fail'],
    );
  });

  it('fails all cells if no cell is timed any more', async () => {
    const measuring = { ...scripted(result), timed: true };
    const { report } = await gateMeasured(measuring, timed(0.9, 0.9), { maxRegressionPercent: 5 });
    assert.deepEqual(
      report.cells.map(({ verdict }) => verdict),
      ['fail', 'fail'],
    );
  });

  it('measures a cell with too few samples again', async () => {
    const few = withTimed(result, [timedPart([0.9, 0.91, 0.92]), timedPart([0.9, 0.91, 0.92])]);
    const { report } = await gateMeasured(scripted(few, timed(0.91, 0.91)), few, {
      maxRegressionPercent: 5,
    });
    assert.equal(report.cells[0].timed?.new.samples, 63);
    assert.equal(report.verdict, 'pass');
  });

  it('runs one round without timed figures', async () => {
    const rounds = scripted(result, result);
    assert.equal(
      (await gateMeasured(rounds, timed(0.9, 0.9), { maxRegressionPercent: 5 })).report.verdict,
      'pass',
    );
    assert.equal(rounds.asked.length, 1);
  });
});
