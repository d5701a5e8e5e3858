import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLitmusCases, SHIPPED_LITMUS } from '../../src/verify/litmus/litmus-files.js';
import { LITMUS_MUTANTS, SELFTEST_MUTANTS } from './litmus-mutants.js';
import { loadCopy } from './mutant.js';

const MUTANTS = [...LITMUS_MUTANTS, ...SELFTEST_MUTANTS];

test('litmus mutants: one for each case that is not skipped', async () => {
  const shown = (await readLitmusCases(SHIPPED_LITMUS)).filter(({ skip }) => skip === null);
  assert.deepEqual(
    MUTANTS.map((mutant) => mutant.case).sort(),
    shown.map(({ name }) => name),
  );
});

for (const { turned, ...mutant } of MUTANTS) {
  test(`litmus case ${mutant.case} notices: ${mutant.name}`, async () => {
    const copy = await loadCopy({ ...mutant, strategies: [] });
    try {
      const rows = await copy.litmus(`${SHIPPED_LITMUS}${mutant.case}.json`);
      const other = rows.filter(({ outcome, expected }) => outcome !== expected);
      assert.deepEqual(
        other.map(({ strategy, kernel }) => `${strategy} on ${kernel}`),
        turned,
      );
    } finally {
      await copy.remove();
    }
  });
}
