import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { comparedSpeeds } from '../../../src/commands/compressors/compared-speeds.js';
import { estimate } from '../../../src/statistics/estimate.js';

/** Returns the median of each compressor's ratio to the fastest. */
function ratios(speeds: Record<string, readonly number[]>): Record<string, number | undefined> {
  const compared = [...comparedSpeeds(new Map(Object.entries(speeds)))];
  return Object.fromEntries(
    compared.map(([name, { relativeToFastest }]) => [name, relativeToFastest?.median]),
  );
}

describe('compared speeds', () => {
  it('are exactly 1 for the fastest, interval included', () => {
    const fast = [97, 103, 101, 99, 100, 100];
    const slow = [10, 11, 9, 10, 12, 10];
    assert.deepEqual(comparedSpeeds(new Map(Object.entries({ slow, fast }))).get('fast'), {
      ...estimate(fast),
      relativeToFastest: { median: 1, low: 1, high: 1 },
    });
  });

  it('are ratios within a round, so that noise of a round cancels', () => {
    const fast = [100, 100, 10, 100, 50, 100];
    const slow = fast.map((speed) => speed / 4);
    const found = comparedSpeeds(new Map(Object.entries({ slow, fast })));
    assert.deepEqual(found.get('slow')?.relativeToFastest, { median: 0.25, low: 0.25, high: 0.25 });
  });

  it('take the highest median as the fastest, not the highest speed', () => {
    assert.deepEqual(ratios({ steady: [8, 8, 8], lucky: [2, 4, 900] }), { steady: 1, lucky: 0.5 });
  });

  it('are above 1 for a faster copy, which does not compete', () => {
    assert.deepEqual(ratios({ identity: [80, 80], one: [20, 20], two: [10, 10] }), {
      identity: 4,
      one: 1,
      two: 0.5,
    });
  });

  it('are null if there is only the copy', () => {
    const found = comparedSpeeds(new Map([['identity', [5, 6, 7]]]));
    assert.equal(found.get('identity')?.relativeToFastest, null);
    assert.equal(found.get('identity')?.median, 6);
  });

  it('take the first of two equally fast compressors', () => {
    assert.deepEqual(ratios({ one: [4, 6, 5], two: [5, 4, 10] }), { one: 1, two: 1.25 });
  });
});
