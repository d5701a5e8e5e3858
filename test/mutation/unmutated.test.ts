import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { loadCopy } from './mutant.js';
import { STRATEGY_MUTANTS } from './strategy-mutants.js';
import { ZSMALLOC_MUTANTS } from './zsmalloc-mutants.js';
import { ZSWAP_MUTANTS } from './zswap-mutants.js';

const EXACT = [...STRATEGIES].filter(([, { knownDrift }]) => knownDrift.length === 0);

// A checker that always finds something would catch every mutant too.
test('nothing is found in a copy without a bug', async () => {
  const copy = await loadCopy();
  try {
    for (const [strategy] of EXACT) {
      const { findings, drifts } = await copy.check(strategy);
      assert.deepEqual(findings, [], strategy);
      assert.deepEqual(drifts, [], strategy);
    }
  } finally {
    await copy.remove();
  }
});

test('there are more than sixty bugs, each under its own name', () => {
  const names = [...ZSWAP_MUTANTS, ...ZSMALLOC_MUTANTS, ...STRATEGY_MUTANTS].map(
    ({ name }) => name,
  );
  assert.equal(new Set(names).size, names.length);
  assert.ok(names.length > 60);
});
