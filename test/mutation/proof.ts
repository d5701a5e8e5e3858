import assert from 'node:assert/strict';
import { test } from 'node:test';
import { STRATEGIES } from '../../src/strategy/strategies.js';
import { loadCopy, type Mutant } from './mutant.js';

/** A test for each mutant: the check of the copy with the bug finds something and can tell how to see it again. */
export function proveCaught(mutants: readonly Mutant[]): void {
  for (const mutant of mutants) {
    test(`caught: ${mutant.name}`, async () => {
      const copy = await loadCopy(mutant);
      try {
        for (const strategy of mutant.strategies) {
          const declared: readonly string[] = STRATEGIES.get(strategy)?.knownDrift ?? [];
          const { drifts, findings } = await copy.check(strategy);
          const off = drifts.filter(({ subject }) => !declared.includes(subject));
          assert.ok(off.length > 0, `${strategy} passes with the bug`);
          assert.ok(findings.length > 0, 'there is a smallest case');
          for (const { violations } of findings) assert.ok(violations.length > 0, 'it still fails');
        }
      } finally {
        await copy.remove();
      }
    });
  }
}
