import assert from 'node:assert/strict';
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

/** Checks that an error is a foreseen failure about `path`. */
export function assertInputFailure(error: unknown, path: string): asserts error is Failure {
  if (!(error instanceof Failure)) throw error;
  assert.equal(error.exitCode, 2);
  assert.equal(error.code, 'ZB_INPUT');
  assert.ok(error.message.startsWith(`${path || "''"}: expected `), error.message);
  assert.doesNotMatch(error.message, /[\n\r]/);
  assert.match(error.message, /; found .+; .+/);
}
