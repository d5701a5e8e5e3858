import { readSync } from 'node:fs';

/**
 * Reads what another process appends to an open file. Used for a console in place of a pipe: QEMU writes a console byte by
 * byte, some 280 such writes fill the socket that Node calls a pipe, and a serial port drops what it cannot write.
 */
export class FileFollower {
  readonly #fd: number;
  readonly #take: (text: string) => void;
  readonly #buffer = Buffer.alloc(1 << 16);
  #position = 0;

  constructor(fd: number, take: (text: string) => void) {
    this.#fd = fd;
    this.#take = take;
  }

  /** Hands over what is new. */
  look(): void {
    for (;;) {
      const bytes = readSync(this.#fd, this.#buffer, 0, this.#buffer.length, this.#position);
      if (bytes === 0) return;
      this.#position += bytes;
      this.#take(this.#buffer.toString('latin1', 0, bytes));
    }
  }
}
