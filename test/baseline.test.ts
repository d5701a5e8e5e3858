import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { ResultDocument } from '../src/result/document.js';
import { ROOT, zswapBench } from './support/program.js';

test('exact figures are those of bench-results/baseline.json', () => {
  const { stdout } = zswapBench(['run', '--no-timing', '--json']);
  const now = JSON.parse(stdout) as ResultDocument;
  const baseline = JSON.parse(
    readFileSync(`${ROOT}bench-results/baseline.json`, 'utf8'),
  ) as ResultDocument;
  assert.deepEqual(now.corpora, baseline.corpora);
  assert.deepEqual(now.config, baseline.config);
  assert.deepEqual(now.cells, baseline.cells);
});
