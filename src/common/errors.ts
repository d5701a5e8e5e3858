import { ERROR_CODES, type ErrorCode } from './error-codes.js';

export { EXIT } from './error-codes.js';

/** Parts of an error message. Each is one clause without a full stop. */
export interface FailureReport {
  /** The file, option or process concerned. */
  subject: string;
  expected: string;
  found: string;
  remedy: string;
}

/** An expected failure, with a one-line message, a stable code and an exit code. Any other exception is a bug. */
export class Failure extends Error {
  override name = 'Failure';
  readonly code: ErrorCode;
  readonly exitCode: number;

  constructor(code: ErrorCode, report: FailureReport, cause?: unknown) {
    const { subject, expected, found, remedy } = report;
    super(
      oneLine(
        `${subject === '' ? "''" : subject}: expected ${expected}; found ${found}; ${remedy}`,
      ),
      { cause },
    );
    this.code = code;
    this.exitCode = ERROR_CODES[code].exitCode;
  }
}

/** Returns whether a thrown value is a Failure. One from a worker thread becomes an instance again. */
export function isFailure(thrown: unknown): thrown is Failure {
  if (thrown instanceof Failure) return true;
  if (!(thrown instanceof Error) || !('exitCode' in thrown && 'code' in thrown)) return false;
  if (!String(thrown.code).startsWith('ZB_')) return false;
  Object.setPrototypeOf(thrown, Failure.prototype);
  return true;
}

/** Escapes control characters: in a file name they could break the line, move the cursor or reverse the text. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) => {
    const code = character.charCodeAt(0);
    return NAMED_CHARACTERS[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const NAMED_CHARACTERS: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** Invalid value of an option. The message completes "expected ...". */
export class InvalidValue extends Error {
  override name = 'InvalidValue';
}

/** Returns the failure for a bad input file. Exit code 2. */
export function inputFailure(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_INPUT', report, cause);
}

/** Returns the failure for output that cannot be written. Exit code 2. */
export function outputFailure(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_OUTPUT', report, cause);
}

/** Returns the failure for a bad option or argument. Exit code 2. */
export function usageFailure(report: FailureReport): Failure {
  return new Failure('ZB_USAGE', report);
}
