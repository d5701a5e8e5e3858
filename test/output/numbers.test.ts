import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { count, duration, percent, signed } from '../../src/output/numbers.js';

describe('numbers', () => {
  it('as counts are decimal digits', () => {
    assert.deepEqual([0, 12345, 2 ** 40].map(count), ['0', '12345', '1099511627776']);
  });

  it('as shares have one decimal; a share of zero has none', () => {
    assert.equal(percent(1, 3), '33.3%');
    assert.equal(percent(0, 5), '0.0%');
    assert.equal(percent(5, 5), '100.0%');
    assert.equal(percent(0, 0), '-');
  });

  it('as differences have a sign, except zero', () => {
    assert.deepEqual([3, -3, 0].map(signed), ['+3', '-3', '0']);
  });

  it('as durations have a unit that leaves few digits', () => {
    const durations: [number, string][] = [
      [0.4, '0 ns'],
      [9999.4, '9999 ns'],
      [10_000, '10 us'],
      [9_999_499, '9999 us'],
      [10_000_000, '10 ms'],
      [1.5e9, '1500 ms'],
    ];
    for (const [ns, text] of durations) assert.equal(duration(ns), text);
  });
});
