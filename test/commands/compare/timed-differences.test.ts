import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { compareTimed } from '../../../src/commands/compare/timed-differences.js';
import type { ResultDocument } from '../../../src/result/document.js';
import { SIGNIFICANCE_LEVEL } from '../../../src/statistics/holm.js';
import { mannWhitney } from '../../../src/statistics/mann-whitney.js';
import { temporaryFolder } from '../../support/files.js';
import { resultOf } from '../../support/result-documents.js';
import { REFUSING, samplesAround, timedPart, withTimed } from '../../support/timed-results.js';
import { writeTinyCorpora } from '../../support/tiny-corpora.js';

const { core } = writeTinyCorpora(temporaryFolder());
let result: ResultDocument;

before(async () => {
  const grid = ['-s', 'incremental,batch', '-f', '16K', '-c', 'lz4'];
  result = await resultOf('--corpus', core, ...grid, '--no-timing');
});

/** Creates a result with the relative samples of two cells. */
function withSamples(...samples: (readonly number[])[]): ResultDocument {
  return withTimed(result, samples.map(timedPart));
}

describe('timed figures', () => {
  it('have the p traced by hand: 3 against 3, all greater, is 0.1, times two cells and two metrics', () => {
    const old = withSamples([0.1, 0.2, 0.3], [0.1, 0.2, 0.3]);
    const now = withSamples([0.4, 0.5, 0.6], [0.1, 0.2, 0.3]);
    const [first, second] = compareTimed(old, now);
    const { key } = result.cells[0];
    assert.deepEqual([first.cell, first.metric, first.p], [key, 'relativeToCompressor', 0.4]);
    assert.deepEqual([first.old.median, first.new.median], [0.2, 0.5]);
    assert.equal(first.change, 0.5 / 0.2 - 1);
    assert.equal(first.proven, false);
    assert.equal(first.tooFew, true, 'even 0.1 is not below 0.05');
    assert.deepEqual([second.change, second.p], [0, 1]);
  });

  it('differ significantly only in the changed cell', () => {
    const same = samplesAround(0.9, 0.05, 100);
    const comparisons = compareTimed(
      withSamples(same, same),
      withSamples(samplesAround(0.8, 0.05, 100, 2), samplesAround(0.9, 0.05, 100, 2)),
    );
    const proven = comparisons.filter((each) => each.proven);
    assert.deepEqual(
      proven.map(({ cell, metric }) => [cell, metric]),
      [
        [result.cells[0].key, 'relativeToCompressor'],
        [result.cells[0].key, 'pagesPerSecond'],
      ],
    );
    for (const { p, old, new: now } of proven) {
      assert.ok(p !== null && p < SIGNIFICANCE_LEVEL);
      assert.ok((now.high as number) < (old.low as number), 'intervals lie apart');
    }
    assert.ok(comparisons.every(({ tooFew }) => !tooFew));
  });

  it('do not differ significantly by one slow stretch of neighbours', () => {
    const steady = (seed: number) => samplesAround(0.9, 0.02, 100, seed);
    const stretch = steady(1).map((value, i) => (i >= 40 && i < 55 ? value * 0.7 : value));
    const [first] = compareTimed(withSamples(stretch, stretch), withSamples(steady(2), steady(3)));
    assert.equal(first.proven, false);
  });

  it('have the p of batches, so that equal neighbours count once', () => {
    const [one, other] = [samplesAround(0.9, 0.02, 20, 1), samplesAround(0.89, 0.02, 20, 2)];
    const alike = (values: readonly number[]) => values.flatMap((value) => Array(5).fill(value));
    const [first] = compareTimed(withSamples(alike(one), one), withSamples(alike(other), one));
    // Holm's factor is at most 4, for two cells and two metrics.
    assert.equal(first.p, Math.min(1, 4 * mannWhitney(one, other).p));
  });

  it('have no p without samples', () => {
    const one = withSamples([1, 2], [1, 2]);
    const untested = compareTimed(one, one).filter(({ p }) => p === null);
    assert.deepEqual(
      [...new Set(untested.map(({ metric }) => metric))],
      ['referencePagesPerSecond', 'folioNs.p50', 'folioNs.p99'],
    );
    assert.ok(untested.every(({ proven, tooFew }) => !proven && !tooFew));
  });

  it('are compared only if both sides have them', () => {
    const part = timedPart([1, 2, 3]);
    const nothing = { ...part, pagesPerSecond: null, folioNs: null };
    const comparisons = compareTimed(
      withTimed(result, [part, undefined]),
      withTimed(result, [nothing, part]),
    );
    assert.deepEqual(
      comparisons.map(({ cell, metric }) => [cell, metric]),
      [
        [result.cells[0].key, 'relativeToCompressor'],
        [result.cells[0].key, 'referencePagesPerSecond'],
      ],
    );
    assert.deepEqual(compareTimed(result, result), []);
    const refusing = withTimed(result, [REFUSING, REFUSING]);
    assert.deepEqual(
      compareTimed(refusing, refusing).map(({ metric }) => metric),
      ['referencePagesPerSecond', 'referencePagesPerSecond'],
    );
  });
});
