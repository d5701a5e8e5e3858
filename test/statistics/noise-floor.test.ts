import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../src/common/random.js';
import { noiseFloor } from '../../src/statistics/noise-floor.js';

/** Values distributed evenly from 1 - `spread` to 1 + `spread`. */
function around(spread: number, count: number): number[] {
  const random = new Random('around', count);
  return Array.from({ length: count }, () => 1 + (spread * (random.below(2001) - 1000)) / 1000);
}

describe('noise floor', () => {
  it('is 0 for equal values, and null for fewer than two', () => {
    assert.equal(noiseFloor([2, 2, 2]), 0);
    assert.equal(noiseFloor([2]), null);
    assert.equal(noiseFloor([]), null);
  });

  it('is the full difference for two values, each of which is often drawn twice', () => {
    // Medians are 2, 3 or 4: one comparison in eight has 2 and 4.
    assert.equal(noiseFloor([2, 4]), 1);
  });

  it('has a pinned value, grows with the spread and falls with more values', () => {
    assert.equal(noiseFloor(around(0.1, 20))?.toFixed(6), '0.116486');
    const floors = [around(0.02, 20), around(0.1, 20), around(0.5, 20)].map(noiseFloor) as number[];
    assert.ok(floors[0] < floors[1] && floors[1] < floors[2]);
    assert.ok((noiseFloor(around(0.1, 200)) as number) < (noiseFloor(around(0.1, 20)) as number));
  });

  it('is exceeded by fewer than 6 of 200 A/A comparisons', () => {
    let above = 0;
    for (let trial = 0; trial < 200; trial++) {
      const random = new Random('trial', trial);
      const sample = () => Array.from({ length: 20 }, () => 1 + random.below(1000) / 5000);
      const middle = (values: number[]) => [...values].sort((a, b) => a - b)[10];
      const [one, other] = [sample(), sample()];
      const difference =
        Math.max(middle(one), middle(other)) / Math.min(middle(one), middle(other)) - 1;
      if (difference > (noiseFloor(one) as number)) above++;
    }
    assert.ok(above < 6, `${above} of 200`);
  });
});
