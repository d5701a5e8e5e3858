import assert from 'node:assert/strict';
import type { ErrorCode } from '../../src/common/error-codes.js';
import { Failure } from '../../src/common/errors.js';
import type { PageSourceOptions } from '../../src/corpus/page-source.js';
import { readPages } from './page-readers.js';

/** Checks that reading a file ends in a foreseen failure: exit code 2, one line that starts with the file's name. */
export async function assertRefused(
  path: string,
  message: RegExp,
  options?: PageSourceOptions,
): Promise<void> {
  await assert.rejects(readPages(path, options), (error) => {
    assertInputFailure(error, path);
    assert.match((error as Failure).message, message);
    return true;
  });
}

/** Checks that an error is a foreseen failure about a file that is read. */
export function assertInputFailure(error: unknown, path: string): asserts error is Failure {
  assertFailure(error, 'ZB_INPUT', path);
}

/** Checks that an error is a foreseen failure of a code about `path`. */
export function assertFailure(
  error: unknown,
  code: ErrorCode,
  path: string,
): asserts error is Failure {
  if (!(error instanceof Failure)) throw error;
  assert.equal(error.exitCode, 2);
  assert.equal(error.code, code);
  assert.ok(error.message.startsWith(`${path || "''"}: expected `), error.message);
  assert.doesNotMatch(error.message, /[\n\r]/);
  assert.match(error.message, /; found .+; .+/);
}
