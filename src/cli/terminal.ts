import { oneLine } from '../common/errors.js';

/** The streams and environment that a command sees; nothing below the command line touches a terminal. */
export interface Terminal {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  readonly env: NodeJS.ProcessEnv;
}

/** Says something that is not data, on one line. */
export function note(terminal: Terminal, text: string): void {
  terminal.stderr.write(`zswap-bench: ${oneLine(text)}\n`);
}
