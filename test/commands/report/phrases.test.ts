import assert from 'node:assert/strict';
import { it } from 'node:test';
import {
  countedWithCommas,
  listed,
  someOf,
  withCommas,
} from '../../../src/commands/report/phrases.js';

it('phrases: names are joined with commas and and', () => {
  assert.equal(listed([]), '');
  assert.equal(listed(['a']), 'a');
  assert.equal(listed(['a', 'b', 'c']), 'a, b and c');
  assert.equal(someOf([...'abcdef']), 'a, b, c, d, e and f');
  assert.equal(someOf([...'abcdefg']), 'a, b, c, d, e and 2 others');
});

it('phrases: numbers have thousands separators', () => {
  assert.deepEqual([0, 999, 1000, 1234567.4].map(withCommas), ['0', '999', '1,000', '1,234,567']);
  assert.equal(countedWithCommas(1, 'cell'), '1 cell');
  assert.equal(countedWithCommas(1200, 'strategy', 'strategies'), '1,200 strategies');
});
