import assert from 'node:assert/strict';
import { test } from 'node:test';
import { StoreTally } from '../../src/bench/store-tally.js';
import { folioAt } from '../support/watched-zswap.js';

const LENGTHS = Uint16Array.from([100, 4096, 8000, 4095]);

test('folios and pages are counted by what became of them', () => {
  const tally = new StoreTally(LENGTHS);
  tally.zero(folioAt(0, 16));
  tally.ended(folioAt(0, 4), { refused: null, failingPage: 4, compressions: 4 });
  tally.ended(folioAt(4, 1), { refused: 'hysteresis', failingPage: 0, compressions: 0 });
  tally.ended(folioAt(8, 8), { refused: 'pool_limit', failingPage: 3, compressions: 4 });
  assert.deepEqual(tally.folios, { offered: 4, stored: 1, rejected: 2, zero: 1 });
  // Of the stored pages those of 4096 and 8000 bytes are incompressible; a refused one counts for nothing.
  assert.deepEqual(tally.pages, {
    offered: 29,
    stored: 4,
    rejected: 9,
    zero: 16,
    incompressible: 2,
  });
  assert.deepEqual(tally.rejects, { pool_limit: 1, hysteresis: 1 });
  assert.equal(tally.wastedCompressions, 4);
});

test('incompressible pages are those of the repeated corpus', () => {
  const tally = new StoreTally(LENGTHS);
  // Pages 6 and 7 are 2 and 3 of the second pass, 8 and 9 are 0 and 1 of the third: 8000, 4095, 100, 4096.
  tally.ended(folioAt(6, 4), { refused: null, failingPage: 4, compressions: 4 });
  assert.equal(tally.pages.incompressible, 2);
});

test('failing pages are listed by rising number, with how often each was', () => {
  const tally = new StoreTally(LENGTHS);
  for (const failingPage of [100, 9, 20, 9]) {
    tally.ended(folioAt(0, 512), { refused: 'pool_limit', failingPage, compressions: failingPage });
  }
  tally.ended(folioAt(0, 4), { refused: null, failingPage: 4, compressions: 4 });
  assert.deepEqual(tally.failingPages(), [
    [9, 2],
    [20, 1],
    [100, 1],
  ]);
  assert.equal(tally.wastedCompressions, 138);
});
