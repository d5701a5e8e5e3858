import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimedSamples } from '../../../src/measure/timed/timed-samples.js';

/** Samples after rounds in which every `each`-th block was stored whole. */
function after(rounds: number, each: number): TimedSamples {
  const samples = new TimedSamples(256);
  for (let round = 1; round <= rounds; round++) {
    samples.compared(10, 1, round % each === 0 ? 10 : 9, 0.9);
  }
  return samples;
}

describe('timed samples', () => {
  it('are enough at the minimum number', () => {
    assert.equal(after(6, 1).areEnough(7), false);
    assert.equal(after(7, 1).areEnough(7), true);
  });

  it('need more rounds where some blocks are refused in part', () => {
    assert.equal(after(13, 2).areEnough(7), false);
    assert.equal(after(14, 2).areEnough(7), true);
  });

  it('need no more rounds where all blocks are refused, and at most four times as many where most are', () => {
    assert.equal(after(7, 8).areEnough(7), true);
    assert.equal(after(27, 6).areEnough(7), false);
    assert.equal(after(28, 6).areEnough(7), true);
  });
});
