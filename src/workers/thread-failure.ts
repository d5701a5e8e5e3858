import { Failure } from '../common/errors.js';

/**
 * Creates the failure of a thread that ended early. Exit code 3.
 *
 * @param thrown any value: a strategy module may throw a value that is not an Error
 * @param option option with which the work stays on one thread
 */
export function threadFailure(thread: number, thrown: unknown, option: string): Failure {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return new Failure(
    'ZB_THREAD',
    {
      subject: `thread ${thread}`,
      expected: 'it to do its part until the end',
      found: text.split('\n')[0],
      remedy: `see whether it happens with ${option} too`,
    },
    thrown,
  );
}
