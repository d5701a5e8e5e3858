import type { ErrorCode } from '../common/error-codes.js';
import { oneLine } from '../common/errors.js';

/** A stream, with its width where it is a terminal. */
export type TerminalStream = NodeJS.WritableStream & { isTTY?: boolean; columns?: number };

/** The streams and environment that a command sees; nothing below the command line touches a terminal. */
export interface Terminal {
  readonly stdout: TerminalStream;
  readonly stderr: TerminalStream;
  readonly env: NodeJS.ProcessEnv;
}

/** Prints something that is not data, on one line. */
export function note(terminal: Terminal, text: string): void {
  terminal.stderr.write(`zswap-bench: ${oneLine(text)}\n`);
}

/** Reports an error on one line, with its code. */
export function noteError(terminal: Terminal, code: ErrorCode, text: string): void {
  note(terminal, `[${code}] ${text}`);
}
