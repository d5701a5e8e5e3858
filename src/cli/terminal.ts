import type { ErrorCode } from '../common/error-codes.js';
import { oneLine } from '../common/errors.js';

/** Output stream; a terminal has a width. */
export type TerminalStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** Streams and environment of a command. Code below the command line uses no terminal. */
export interface Terminal {
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly env: NodeJS.ProcessEnv;
  /** Arguments of the program. */
  readonly argv?: readonly string[];
  /** Parts of stderr that are left out: by --quiet, --no-progress. */
  readonly muted?: Muted;
}

export interface Muted {
  progress: boolean;
  notes: boolean;
}

/** Prints a remark to stderr, on one line. */
export function note(terminal: Terminal, text: string): void {
  if (!terminal.muted?.notes) printLine(terminal, text);
}

/** Prints an error with its code, on one line. */
export function noteError(terminal: Terminal, code: ErrorCode, text: string): void {
  printLine(terminal, `[${code}] ${text}`);
}

function printLine({ stderr }: Terminal, text: string): void {
  stderr.write(`zswap-bench: ${oneLine(text)}\n`);
}
