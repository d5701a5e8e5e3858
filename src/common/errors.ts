import { ERROR_CODES, type ErrorCode } from './error-codes.js';

export { EXIT } from './error-codes.js';

/** What a failure tells its reader; every part is one clause without a full stop. */
export interface FailureReport {
  /** What the message is about: a file, an option. */
  subject: string;
  expected: string;
  found: string;
  remedy: string;
}

/** A failure that the program foresees: one line, a stable code, an exit code. Anything else that is thrown is a bug. */
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

/** Whether a thrown value is a Failure; one that comes from a worker thread becomes an instance again. */
export function isFailure(thrown: unknown): thrown is Failure {
  if (thrown instanceof Failure) return true;
  if (!(thrown instanceof Error) || !('exitCode' in thrown && 'code' in thrown)) return false;
  if (!String(thrown.code).startsWith('ZB_')) return false;
  Object.setPrototypeOf(thrown, Failure.prototype);
  return true;
}

/** Control characters, as file names may have them, written out: they could break the line, move the cursor or turn text around. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, (character) => {
    const code = character.charCodeAt(0);
    return NAMED_CHARACTERS[character] ?? `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

const NAMED_CHARACTERS: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A text that is not a value of its option. The message completes "expected ...". */
export class InvalidValue extends Error {
  override name = 'InvalidValue';
}

/** Bad input file. Exit code 2. */
export function inputFailure(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_INPUT', report, cause);
}

/** Output that cannot be written. Exit code 2. */
export function outputFailure(report: FailureReport, cause?: unknown): Failure {
  return new Failure('ZB_OUTPUT', report, cause);
}

/** Bad option or argument. Exit code 2. */
export function usageFailure(report: FailureReport): Failure {
  return new Failure('ZB_USAGE', report);
}
