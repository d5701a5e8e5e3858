import { readSync } from 'node:fs';
import { type FileBytes, openRegularFile } from './file-bytes.js';
import { formatRefusal, notAnImage } from './format/refused-formats.js';
import { readSignature } from './signature.js';
import { findUnwrap, type Unwrap } from './wrapper/unwrap.js';

/** Bytes that can be read at any position; reading forwards is cheapest. */
export interface ByteSource {
  /** Total size in bytes; null for a compressed file, whose size is known only at its end. */
  readonly size: number | null;
  /** True if the file has holes: fewer bytes are allocated on disk than its size. */
  readonly sparse: boolean;
  /** Returns the first position from `position` on that may have data; a hole reaches up to there. */
  nextData(position: number): number;
  /**
   * Reads into `target` from `position` on. Returns the number of bytes read, which is less than `target.length` only at
   * the end of the data. The rest of `target` is undefined.
   */
  read(target: Uint8Array, position: number): Promise<number>;
  close(): Promise<void>;
}

/** Opens a regular file, or standard input for `-`. Compressed content is recognised by its first bytes and decompressed. Other formats are refused. */
export async function openByteSource(path: string): Promise<ByteSource> {
  const file = await openRegularFile(path);
  let bytes: ByteSource = file;
  try {
    const unwrap = await unwrapOf(path, bytes);
    if (unwrap === undefined) return bytes;
    bytes = new WrappedBytes(path, file, unwrap);
    if ((await unwrapOf(path, bytes)) === undefined) return bytes;
    throw notAnImage(path, 'data that was packed twice', 'unpack it once');
  } catch (error) {
    await bytes.close();
    throw error;
  }
}

async function unwrapOf(path: string, bytes: ByteSource): Promise<Unwrap | undefined> {
  const head = await readSignature((target) => bytes.read(target, 0));
  const refusal = formatRefusal(path, head);
  if (refusal !== null) throw refusal;
  return findUnwrap(head);
}

const READ_BYTES = 1 << 18;

/** A compressed file, decompressed as a stream. Reading backwards restarts the stream. */
class WrappedBytes implements ByteSource {
  readonly size = null;
  readonly sparse = false;
  readonly #path: string;
  readonly #file: FileBytes;
  readonly #unwrap: Unwrap;
  #stream: AsyncGenerator<Uint8Array> | undefined;
  #chunk: Uint8Array = new Uint8Array(0);
  #chunkPosition = 0;

  constructor(path: string, file: FileBytes, unwrap: Unwrap) {
    this.#path = path;
    this.#file = file;
    this.#unwrap = unwrap;
  }

  nextData(position: number): number {
    return position;
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    if (this.#stream === undefined || position < this.#chunkPosition) await this.#restart();
    let filled = 0;
    while (filled < target.length) {
      const start = position + filled - this.#chunkPosition;
      if (start < this.#chunk.length) {
        const part = this.#chunk.subarray(start, start + target.length - filled);
        target.set(part, filled);
        filled += part.length;
      } else if (!(await this.#advance())) {
        break;
      }
    }
    return filled;
  }

  async close(): Promise<void> {
    await this.#stream?.return(undefined);
    await this.#file.close();
  }

  async #restart(): Promise<void> {
    await this.#stream?.return(undefined);
    this.#stream = this.#unwrap(this.#path, this.#packed());
    this.#chunk = new Uint8Array(0);
    this.#chunkPosition = 0;
  }

  async #advance(): Promise<boolean> {
    const next = await this.#stream?.next();
    if (next === undefined || next.done === true) return false;
    this.#chunkPosition += this.#chunk.length;
    this.#chunk = next.value;
    return true;
  }

  *#packed(): Generator<Uint8Array> {
    for (let position = 0; ; ) {
      const piece = new Uint8Array(READ_BYTES);
      const length = readSync(this.#file.handle.fd, piece, 0, READ_BYTES, position);
      if (length === 0) return;
      yield piece.subarray(0, length);
      position += length;
    }
  }
}
