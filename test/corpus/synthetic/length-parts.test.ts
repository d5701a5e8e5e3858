import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import {
  betaWeights,
  lengthAt,
  maxDeviation,
  partMeans,
} from '../../../src/corpus/synthetic/length-parts.js';

/** Weights by length, as they are given. */
function weights(given: Readonly<Record<number, number>>): number[] {
  const all = new Array(4096).fill(0);
  for (const [length, weight] of Object.entries(given)) all[Number(length)] = weight;
  return all;
}

const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;

describe('parts of a distribution of lengths', () => {
  it('are 128, each with its mean', () => {
    const parts = partMeans(weights({ 100: 1, 300: 2, 301: 1 }));
    assert.deepEqual(parts, [
      ...Array(32).fill(100),
      ...Array(64).fill(300),
      ...Array(32).fill(301),
    ]);
    // 100 fills one part and half of the next.
    assert.deepEqual(partMeans(weights({ 100: 3, 200: 253 })).slice(0, 3), [100, 150, 200]);
  });

  it('are joined by lines between their middles, level beyond the first and the last', () => {
    const shares = [0, 0.25, 0.5, 0.625, 0.75, 1];
    assert.deepEqual(
      shares.map((share) => lengthAt([100, 200], share)),
      [100, 100, 150, 175, 200, 200],
    );
    assert.equal(lengthAt([77], 0.9), 77);
  });

  it('rise, and keep the mean of any distribution', () => {
    const lengths = fc.array(fc.integer({ min: 27, max: 4095 }), { minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(lengths, (given) => {
        const counts = new Array(4096).fill(0);
        for (const length of given) counts[length]++;
        const parts = partMeans(counts);
        assert.equal(parts.length, 128);
        assert.deepEqual(
          parts,
          parts.toSorted((a, b) => a - b),
        );
        assert.ok(Math.abs(mean(parts) - mean(given)) <= 0.5);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('of the beta distribution have its mean and deviation', () => {
    for (const [asked, sd] of [
      [300, 200],
      [2061, 1100],
      [3900, 50],
      [60, 25],
    ]) {
      const parts = partMeans(betaWeights({ mean: asked, sd }));
      assert.ok(Math.abs(mean(parts) - asked) < 3, `${mean(parts)} of ${asked}`);
      const found = Math.sqrt(mean(parts.map((length) => (length - asked) ** 2)));
      assert.ok(Math.abs(found - sd) < 0.03 * sd, `${found} of ${sd}`);
    }
    // The uniform distribution.
    assert.equal(Math.round(maxDeviation(2061)), Math.round(4068 / Math.sqrt(12)));
  });
});
