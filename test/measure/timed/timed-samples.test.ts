import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { TimedSamples } from '../../../src/measure/timed/timed-samples.js';

/** After rounds of which every `each`-th block was stored whole. */
function after(rounds: number, each: number): TimedSamples {
  const samples = new TimedSamples(256);
  for (let round = 1; round <= rounds; round++) {
    samples.compared(10, 1, round % each === 0 ? 10 : 9, 0.9);
  }
  return samples;
}

describe('samples of a cell', () => {
  it('are enough when as many as are wanted are there', () => {
    assert.equal(after(6, 1).areEnough(7), false);
    assert.equal(after(7, 1).areEnough(7), true);
  });

  it('are waited for where some blocks are refused in part', () => {
    assert.equal(after(13, 2).areEnough(7), false);
    assert.equal(after(14, 2).areEnough(7), true);
  });

  it('are not waited for without end: not at all where all blocks are refused, four times as long where most are', () => {
    assert.equal(after(7, 8).areEnough(7), true);
    assert.equal(after(27, 6).areEnough(7), false);
    assert.equal(after(28, 6).areEnough(7), true);
  });
});
