import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { ROOT } from './support/program.js';

test('baseline: exact figures are those of bench-results/baseline.json', () => {
  const baseline = ['--baseline', 'bench-results/baseline.json', '-c', 'lz4,zstd,deflate'];
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['bin/zswap-bench.js', 'gate', ...baseline, '--no-timing'],
    { cwd: ROOT, encoding: 'utf8' },
  );
  // The table names each cell and field that differs, with both values.
  assert.equal(status, 0, stdout + stderr);
  assert.match(stdout, /^Verdict: pass: 0 of 42 cells failed/m);
});
