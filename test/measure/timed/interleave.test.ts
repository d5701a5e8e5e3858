import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type BlockMeasurement,
  interleave,
  roundOrder,
} from '../../../src/measure/timed/interleave.js';
import { TimedSamples } from '../../../src/measure/timed/timed-samples.js';

/** Cells that record their names when they are measured or emptied, and hold `bytes` more after each block. */
function cellsNamed(names: string, bytes = 0) {
  const log: string[] = [];
  const cells = [...names].map((name): BlockMeasurement & { heldBytes: number } => ({
    samples: new TimedSamples(1),
    heldBytes: 0,
    async round(recording) {
      log.push(name);
      this.heldBytes += bytes;
      if (recording) this.samples.compared(1, 1, 1, 1);
    },
    empty() {
      log.push(`-${name}`);
      this.heldBytes = 0;
    },
  }));
  return { cells, log };
}

describe('interleaved cells', () => {
  it('take one block each in a round, until each has its samples', async () => {
    const { cells, log } = cellsNamed('ab');
    assert.equal(await interleave(cells, { budgetMs: 0, minSamples: 2 }), false);
    // Three rounds of warm-up and two of measurement.
    assert.equal(log.join(''), 'ab ba ba ab ab'.replaceAll(' ', ''));
  });

  it('are emptied together when their pools reach the maximum', async () => {
    const { cells, log } = cellsNamed('ab', 10);
    const budget = { budgetMs: 0, minSamples: 1, maxHeldBytes: 39 };
    assert.equal(await interleave(cells, budget), true);
    assert.equal(log.join(''), 'ab ba -a-b ba ab'.replaceAll(' ', ''));
  });

  it('are equally often in each place, and before each other', () => {
    const cells = 5;
    const rounds = Array.from({ length: 2 * cells }, (_, round) => roundOrder(cells, round));
    for (let one = 0; one < cells; one++) {
      for (let place = 0; place < cells; place++) {
        assert.equal(rounds.filter((order) => order[place] === one).length, 2);
        if (place === one) continue;
        const before = rounds.filter((order) => order.indexOf(one) < order.indexOf(place));
        assert.equal(before.length, cells);
      }
    }
  });
});
