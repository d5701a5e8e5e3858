import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { shortOfSamples, timingOf } from '../../../src/measure/timed/timing.js';
import { minSamples } from '../../../src/statistics/min-samples.js';
import { REFUSING, timedPart } from '../../support/timed-results.js';

describe('time of a run', () => {
  it('is shared by the cells of the grid, at least 0.1 s each', () => {
    assert.equal(timingOf(8, 4).cellMs, 2000);
    assert.equal(timingOf(1, 1000).cellMs, 100);
  });

  it('is exceeded for the minimum number of samples that compare and gate need', () => {
    assert.deepEqual(
      [1, 28, 500].map((cells) => timingOf(8, cells).minSamples),
      [minSamples(2), minSamples(56), minSamples(1000)],
    );
  });
});

describe('cell with too few samples', () => {
  const timing = { cells: 10, cellMs: 100, minSamples: 6 };

  it('names the --time for enough samples', () => {
    // 3 samples in 0.5 s: 6 in 1 s, and ten cells of 1 s.
    const text = shortOfSamples(timedPart([0.9, 0.8, 0.7]), 500, timing);
    assert.equal(
      text,
      'of the 6 samples that a comparison of 10 cells needs it has 3: pass --time 10',
    );
  });

  it('is not reported with enough samples, or without any', () => {
    assert.equal(shortOfSamples(timedPart([1, 2, 3, 4, 5, 6]), 500, timing), null);
    assert.equal(shortOfSamples(REFUSING, 500, timing), null);
  });
});
