import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { judgeTimed } from '../../../src/commands/gate/timed-verdict.js';
import { samplesAround } from '../../support/timed-results.js';

/** Creates one cell among unchanged others. */
function judge(
  before: readonly number[],
  after: readonly number[],
  cells: number,
  allowed: number,
) {
  const others = Array.from({ length: cells - 1 }, (_, i) => [`other ${i}`, [1]] as const);
  const judged = judgeTimed(
    new Map([['one', before], ...others]),
    new Map([['one', after], ...others]),
    allowed,
  );
  const verdict = judged.get('one');
  assert.ok(verdict);
  return verdict;
}

describe('detectable slowdown', () => {
  it('is the allowed slowdown without noise', () => {
    const [before, after] = [samplesAround(0.9, 0.001, 60, 1), samplesAround(0.9, 0.001, 60, 2)];
    for (const allowed of [0.05, 0.2]) {
      const found = judge(before, after, 28, allowed).detectableSlowdown as number;
      assert.ok(found >= allowed && found < allowed + 0.0001, String(found));
    }
  });

  it('is the noise floor as a slowdown if that is larger', () => {
    const [before, after] = [samplesAround(0.9, 0.7, 60, 1), samplesAround(0.9, 0.7, 60, 2)];
    const { noiseFloor, detectableSlowdown } = judge(before, after, 1, 0.05);
    const floor = noiseFloor as number;
    assert.ok(Math.abs((detectableSlowdown as number) - floor / (1 + floor)) < 0.0001);
  });

  it('is the shift that separates few samples if that is larger', () => {
    // 7 against 7 among 28 cells: 28 * 4/3432 is below 0.05, so that one pair may be out of order.
    // Of medians 1: second lowest 0.4 before, second highest 1.0 after, or lowest 0.1 and highest.
    const before = [0.1, 0.4, 1, 1.001, 1.002, 1.003, 1.004];
    const after = [0.997, 0.998, 0.9985, 1.001, 1.0011, 1.0012, 1.0013];
    const { detectableSlowdown } = judge(before, after, 28, 0.05);
    assert.ok((detectableSlowdown as number) > 0.59, String(detectableSlowdown));
  });

  it('is null with too few samples for the number of cells', () => {
    const [before, after] = [samplesAround(0.9, 0.001, 5, 1), samplesAround(0.9, 0.001, 5, 2)];
    assert.equal(judge(before, after, 28, 0.05).detectableSlowdown, null);
    assert.notEqual(judge(before, after, 6, 0.05).detectableSlowdown, null);
    assert.equal(judge([0.9], before, 1, 0.05).detectableSlowdown, null);
  });

  it('fails a cell that is slower by it, and none that is slower by less', () => {
    const count = fc.integer({ min: 4, max: 60 });
    const spread = fc.constantFrom(0.001, 0.03, 0.3, 0.7);
    fc.assert(
      fc.property(
        count,
        count,
        spread,
        spread,
        fc.integer({ min: 1, max: 30 }),
        (n, m, a, b, cells) => {
          const [before, after] = [samplesAround(0.9, a, n, 1), samplesAround(0.8, b, m, 2)];
          const { change, detectableSlowdown } = judge(before, after, cells, 0.05);
          const slower = (slowdown: number) => {
            const scale = (1 - slowdown) / (1 + change);
            return judge(
              before,
              after.map((value) => value * scale),
              cells,
              0.05,
            ).verdict;
          };
          if (detectableSlowdown === null) {
            assert.notEqual(slower(0.99), 'fail');
            return;
          }
          assert.equal(slower(detectableSlowdown + 1e-6), 'fail');
          assert.notEqual(slower(detectableSlowdown - 2e-4), 'fail');
        },
      ),
      { numRuns: 12 },
    );
  });
});
