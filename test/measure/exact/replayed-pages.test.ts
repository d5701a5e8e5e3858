import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ReplayedPages } from '../../../src/measure/exact/replayed-pages.js';

test('replayed pages: page numbers wrap around', () => {
  const pages = new ReplayedPages(Uint16Array.from([10, 20, 5000]));
  assert.deepEqual(
    [0, 1, 2, 3, 5, 3_000_000_001].map((page) => pages.compress(page)),
    [10, 20, 5000, 10, 5000, 20],
  );
});
