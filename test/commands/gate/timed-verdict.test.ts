import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judgeTimed } from '../../../src/commands/gate/timed-verdict.js';
import { type GateVerdict, verdictOf } from '../../../src/commands/gate/verdict.js';

describe('the verdict on a change', () => {
  // change, noise floor, p, with 5% allowed
  const cases: readonly (readonly [number, number | null, number, GateVerdict, string])[] = [
    [-0.1, 0.02, 0.001, 'fail', 'more than allowed, more than noise, proven'],
    [-0.1, 0.2, 0.001, 'inconclusive', 'noise could explain it'],
    [-0.1, 0.02, 0.2, 'inconclusive', 'not proven'],
    [-0.04, 0.005, 0.001, 'pass', 'proven, but allowed even with noise'],
    [-0.04, 0.02, 0.001, 'inconclusive', 'allowed, but with noise it might not be'],
    [0, 0.04, 1, 'pass', 'no change, and noise that could not hide a regression'],
    [0, 0.06, 1, 'inconclusive', 'noise could hide a regression'],
    [0.1, 0.06, 0.001, 'pass', 'faster by more than noise'],
    [-0.95, 3, 0.001, 'fail', 'a twentieth, and noise of a quarter'],
    [-0.7, 3, 0.001, 'inconclusive', 'noise of a quarter could explain it'],
    [0, null, 1, 'inconclusive', 'nothing is known of the noise'],
  ];
  for (const [change, noiseFloor, p, verdict, why] of cases) {
    it(`is ${verdict}: ${why}`, () => {
      assert.equal(verdictOf({ change, noiseFloor, p }, 0.05), verdict);
    });
  }
});

describe('the p of a cell', () => {
  it('is that of the Mann-Whitney test by hand, times the number of cells', () => {
    // 3 against 3, all lower: 2 of 20 arrangements.
    const [high, low] = [
      [0.4, 0.5, 0.6],
      [0.1, 0.2, 0.3],
    ];
    const one = judgeTimed(new Map([['a', high]]), new Map([['a', low]]), 0.05);
    assert.equal(one.get('a')?.p, 0.1);
    const old = new Map([
      ['a', high],
      ['b', high],
      ['gone', high],
    ]);
    const two = judgeTimed(
      old,
      new Map([
        ['a', low],
        ['b', high],
        ['come', low],
      ]),
      0.05,
    );
    assert.deepEqual(
      [...two].map(([cell, { p }]) => [cell, p]),
      [
        ['a', 0.2],
        ['b', 1],
      ],
    );
  });
});
