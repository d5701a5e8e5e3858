import { Failure } from '../common/errors.js';

/** A strategy module that breaks its contract. Exit code 2. */
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

/** First line of whatever was thrown, quoted. */
export function thrownText(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return `'${text.split('\n')[0]}' thrown`;
}
