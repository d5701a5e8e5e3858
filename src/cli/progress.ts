import type { Terminal } from './terminal.js';

const ERASE_LINE = '\r\u001b[K';
const REFRESH_MS = 50;

/** Progress line, overwritten in place; prints nothing if stderr is no terminal. */
export class Progress {
  readonly #terminal: Terminal;
  #drawnAt = 0;

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  show(text: string): void {
    if (!this.#terminal.stderr.isTTY) return;
    const now = Date.now();
    if (now - this.#drawnAt < REFRESH_MS) return;
    this.#drawnAt = now;
    // 0: unknown width.
    const width = this.#terminal.stderr.columns || 80;
    this.#terminal.stderr.write(ERASE_LINE + text.slice(0, width - 1));
  }

  clear(): void {
    if (this.#drawnAt > 0) this.#terminal.stderr.write(ERASE_LINE);
    this.#drawnAt = 0;
  }
}
