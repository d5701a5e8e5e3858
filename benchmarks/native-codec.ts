import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** How long a block of pages took, in ns. */
export interface BlockTime {
  readonly compressNs: number;
  readonly decompressNs: number;
}

/** A codec of native/native.c as a process beside this one, which times a block whenever it is asked to. */
export class NativeCodec {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;

  /** @param pagesFile whole pages, which it reads once */
  constructor(program: string, codec: string, pagesFile: string) {
    this.#process = spawn(program, [codec, 'time', pagesFile]);
    this.#process.stderr.pipe(process.stderr);
    this.#lines = createInterface({ input: this.#process.stdout })[Symbol.asyncIterator]();
  }

  /** Takes `count` pages from page `first` on through compressor and decompressor. */
  async time(first: number, count: number): Promise<BlockTime> {
    this.#process.stdin.write(`${first} ${count}\n`);
    const { value, done } = await this.#lines.next();
    if (done) throw new Error('the native program ended');
    const [compressNs, decompressNs] = value.split(' ').map(Number);
    return { compressNs, decompressNs };
  }

  end(): void {
    this.#process.stdin.end();
  }
}
