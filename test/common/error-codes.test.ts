import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ERROR_CODES } from '../../src/common/error-codes.js';
import { sourceFiles } from '../support/source-files.js';

describe('error codes', () => {
  it('are those that the source uses, each of them and no others', () => {
    const used = sourceFiles()
      .filter(({ path }) => path !== 'common/error-codes.ts')
      .flatMap(({ text }) => [...text.matchAll(/'(ZB_[A-Z_]+)'/g)].map(([, code]) => code));
    assert.deepEqual([...new Set(used)].sort(), Object.keys(ERROR_CODES).sort());
  });

  it('end in the exit codes of input (2) and correctness (3)', () => {
    const exits = Object.values(ERROR_CODES).map(({ exitCode }) => exitCode);
    assert.deepEqual([...new Set(exits)].sort(), [2, 3]);
  });
});
