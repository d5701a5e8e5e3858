import { Failure } from '../common/errors.js';

/** Creates the failure of a strategy module that violates its contract. Exit code 2. */
export function moduleFailure(
  module: string,
  expected: string,
  found: string,
  cause?: unknown,
): Failure {
  const report = {
    subject: `--strategy ${module}`,
    expected,
    found,
    remedy: 'see docs/strategies.md',
  };
  return new Failure('ZB_MODULE', report, cause);
}

/** Describes a thrown value by its first line. */
export function thrownText(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return `exception '${text.split('\n')[0]}'`;
}
