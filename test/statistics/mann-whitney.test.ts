import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { lowestP, mannWhitney } from '../../src/statistics/mann-whitney.js';
import { normalTail } from '../../src/statistics/normal.js';

function assertNear(found: number, expected: number, relative = 1e-12): void {
  assert.ok(Math.abs(found - expected) <= relative * expected, `${found} is not ${expected}`);
}

/** Every choice of `n` of the values, with the remaining values. */
function* choices(values: readonly number[], n: number): Generator<[number[], number[]]> {
  if (n === 0) yield [[], [...values]];
  else if (values.length >= n) {
    const [first, ...rest] = values;
    for (const [taken, left] of choices(rest, n - 1)) yield [[first, ...taken], left];
    for (const [taken, left] of choices(rest, n)) yield [taken, [first, ...left]];
  }
}

/** U by its definition: pairs in which the first value is greater; a tie counts half. */
function naiveU(one: readonly number[], other: readonly number[]): number {
  return one
    .flatMap((a) => other.map((b) => (a > b ? 1 : a === b ? 0.5 : 0)))
    .reduce((sum: number, part) => sum + part, 0);
}

/** Share of all splits of the values whose U is at least as far from the middle. */
function naiveP(one: readonly number[], other: readonly number[]): number {
  const middle = (one.length * other.length) / 2;
  const off = Math.abs(naiveU(one, other) - middle);
  const all = [...choices([...one, ...other], one.length)];
  const far = all.filter(([a, b]) => Math.abs(naiveU(a, b) - middle) >= off);
  return far.length / all.length;
}

const values = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 9 });

describe('the Mann-Whitney test', () => {
  it('matches three cases counted by hand, as 1 4 5 against 2 3 6 7 with U = 4', () => {
    // 4 > 2, 4 > 3, 5 > 2, 5 > 3. The middle is 6; of 35 arrangements 11 have U <= 4, and as many 8 or more.
    assert.deepEqual(mannWhitney([1, 4, 5], [2, 3, 6, 7]), { u: 4, p: 22 / 35 });
    assert.deepEqual(mannWhitney([1, 2, 3], [4, 5, 6]), { u: 0, p: 2 / 20 });
    assert.deepEqual(mannWhitney([4, 5, 6], [1, 2, 3]), { u: 9, p: 2 / 20 });
  });

  it('matches scipy.stats.mannwhitneyu 1.17', () => {
    const one = [1.1, 2.2, 3.3, 4.4, 5.5];
    const other = [2.1, 3.2, 6.1, 7.5, 8.8, 9.9];
    assertNear(mannWhitney(one, other).p, 0.17748917748917747);
    const ten = [10, 12, 9, 11, 14, 13, 8, 15, 7, 16];
    const eleven = [12.5, 17, 18, 19, 20, 21, 9.5, 22, 23, 24, 25];
    assert.equal(mannWhitney(ten, eleven).u, 11);
    assertNear(mannWhitney(ten, eleven).p, 0.00110003515576271);
    const steps = (count: number, first: number, rest: (i: number) => number) =>
      Array.from({ length: count }, (_, i) => first + 1.5 * i + rest(i));
    const twenty = mannWhitney(
      steps(20, 0, (i) => (i * 7) % 5),
      steps(20, 6.3, (i) => (i * 11) % 7),
    );
    assert.equal(twenty.u, 119);
    assertNear(twenty.p, 0.028308430552469822);
    // With ties, and with more than twenty in each: approximate.
    assert.equal(mannWhitney([1, 1, 2, 3], [2, 2, 4, 5, 6]).u, 3);
    assertNear(mannWhitney([1, 1, 2, 3], [2, 2, 4, 5, 6]).p, 0.10386194842613085);
    const many = mannWhitney(
      Array.from({ length: 22 }, (_, i) => 3 * i),
      Array.from({ length: 24 }, (_, i) => 3 * i + 20.5),
    );
    assert.equal(many.u, 120);
    assertNear(many.p, 0.001601895503699034);
  });

  it('matches an enumeration of every split', () => {
    fc.assert(
      fc.property(values, fc.nat(), (all, cut) => {
        const n = 1 + (cut % (all.length - 1));
        const [one, other] = [all.slice(0, n), all.slice(n)];
        assert.equal(mannWhitney(one, other).u, naiveU(one, other));
        assertNear(mannWhitney(one, other).p, naiveP(one, other));
      }),
      { numRuns: 60 },
    );
  });

  it('is invariant to order and scale, and symmetric in the samples', () => {
    const sample = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(sample, sample, (one, other) => {
        const { u, p } = mannWhitney(one, other);
        assert.equal(u, naiveU(one, other));
        assert.ok(p > 0 && p <= 1);
        const grown = (all: number[]) => all.map((value) => value * 3 + 7).reverse();
        assert.deepEqual(mannWhitney(grown(one), grown(other)), { u, p });
        const swapped = mannWhitney(other, one);
        assert.equal(swapped.u, one.length * other.length - u);
        assertNear(swapped.p, p);
      }),
    );
  });

  it('gives p = 1 where all values are equal', () => {
    assert.equal(mannWhitney([2, 2, 2], [2, 2, 2, 2]).p, 1);
  });

  it('throws for an empty sample', () => {
    assert.throws(() => mannWhitney([], [1]), RangeError);
    assert.throws(() => mannWhitney([1], []), RangeError);
  });

  it('has a lowest p that depends on the sample sizes', () => {
    assertNear(lowestP(3, 3), 2 / 20);
    assertNear(lowestP(5, 6), 2 / 462);
    assert.equal(lowestP(1, 1), 1);
    assertNear(lowestP(5, 3), mannWhitney([1, 2, 3, 4, 5], [6, 7, 8]).p);
  });
});

describe('the tail of the normal distribution', () => {
  it('matches scipy.stats.norm.sf below and above the change of method at 3', () => {
    const tails: readonly (readonly [number, number])[] = [
      ...([
        [0, 0.5],
        [0.5, 0.3085375387259869],
        [1, 0.15865525393145707],
      ] as const),
      ...([
        [1.96, 0.024997895148220435],
        [2.9999, 0.001350341282954925],
      ] as const),
      ...([
        [3, 0.0013498980316300933],
        [3.5, 0.00023262907903552502],
      ] as const),
      ...([
        [6, 9.865876450376946e-10],
        [8, 6.22096057427174e-16],
      ] as const),
    ];
    for (const [z, tail] of tails) assertNear(normalTail(z), tail, 1e-10);
    assert.equal(normalTail(100), 0);
  });
});
