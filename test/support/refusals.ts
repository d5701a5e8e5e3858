import assert from 'node:assert/strict';
import type { ErrorCode } from '../../src/common/error-codes.js';
import { Failure } from '../../src/common/errors.js';
import type { PageSourceOptions } from '../../src/corpus/page-source.js';
import { readPages } from './page-readers.js';

/** Asserts that reading a file throws a `Failure`: exit code 2, one line that starts with the file name. */
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

/** Asserts that an error is an input `Failure` about a file. */
export function assertInputFailure(error: unknown, path: string): asserts error is Failure {
  assertFailure(error, 'ZB_INPUT', path);
}

/** Asserts that an error is a `Failure` with a code about `path`. */
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
