import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES } from '../../src/common/error-codes.js';
import { sourceFiles } from '../support/source-files.js';

describe('error codes', () => {
  it('equal the set of codes that the source uses', () => {
    const used = sourceFiles()
      .filter(({ path }) => path !== 'common/error-codes.ts')
      .flatMap(({ text }) => [...text.matchAll(/'(ZB_[A-Z_]+)'/g)].map(([, code]) => code));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(ERROR_CODES).sort());
  });

  it('have exit code 2 or 3', () => {
    const exits = Object.values(ERROR_CODES).map(({ exitCode }) => exitCode);
    assert.deepEqual([...new Set(exits)].sort(), [2, 3]);
  });
});
