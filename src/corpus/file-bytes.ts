import { constants } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { systemReason } from '../common/environment.js';
import { inputFailure } from '../common/errors.js';
import { type AddressRange, firstAbove } from './address-range.js';
import { dataRanges } from './data-ranges.js';
import { STANDARD_INPUT, spooledInput } from './standard-input.js';

/** Opens a regular file that is not empty, or standard input for `-`. Throws a `Failure` for anything else. */
export async function openRegularFile(path: string): Promise<FileBytes> {
  const unreadable = (found: string, cause?: unknown) =>
    inputFailure(
      {
        subject: path,
        expected: 'a readable regular file',
        found,
        remedy: 'name an ELF core, a raw dump or a shipped corpus (zswap-bench corpus list)',
      },
      cause,
    );
  try {
    const place = path === STANDARD_INPUT ? await spooledInput() : path;
    // stat() comes before open(), which has side effects on some devices.
    const facts = await stat(place);
    if (!facts.isFile()) throw unreadable(facts.isDirectory() ? 'a directory' : 'a special file');
    if (facts.size === 0) throw unreadable('an empty file');
    const sparse = facts.blocks * STAT_BLOCK < facts.size;
    // A FIFO that has taken the place of the file must not wait for a writer.
    const handle = await open(place, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!sparse) return new FileBytes(facts.size, handle);
    const direct = await openDirectly(handle);
    return new FileBytes(facts.size, handle, { direct, data: await dataRanges(handle.fd) });
  } catch (error) {
    const reason = systemReason(error);
    if (reason === null) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    const unencodable = code === 'ENOENT' && path.includes('\ufffd');
    throw unreadable(
      unencodable ? 'a name that is not UTF-8' : (OPEN_ERRORS[code] ?? reason),
      error,
    );
  }
}

// Unit of st_blocks; independent of the block size of the file system.
const STAT_BLOCK = 512;

const OPEN_ERRORS: Record<string, string> = {
  ENOENT: 'no such file',
  EACCES: 'no permission to read it',
  ELOOP: 'a loop of symbolic links',
  ENOTDIR: 'a path that goes through a file',
  ENAMETOOLONG: 'a name that is too long',
};

/** Opens the same file for direct reads, which bypass the page cache; null where the file system has none. */
async function openDirectly(handle: FileHandle): Promise<FileHandle | null> {
  if (constants.O_DIRECT === undefined) return null;
  const flags = constants.O_RDONLY | constants.O_DIRECT;
  // Opened through its descriptor: the name may refer to another file by now.
  return open(`/proc/self/fd/${handle.fd}`, flags).catch(() => null);
}

/** Allocates page-aligned memory, which direct reads need. */
export function pageAlignedBytes(length: number): Uint8Array {
  const memory = new WebAssembly.Memory({ initial: Math.ceil(length / WASM_PAGE) });
  return new Uint8Array(memory.buffer, 0, length);
}

const WASM_PAGE = 1 << 16;

/** Means to skip holes; null where unavailable. */
interface HoleReading {
  readonly direct: FileHandle | null;
  readonly data: readonly AddressRange[] | null;
}

/**
 * A regular file. A file with holes is read with direct I/O where possible: through the page cache, a hole becomes pages
 * of zeros, at less than 1 GB/s. Source: open(2), O_DIRECT.
 */
export class FileBytes {
  readonly size: number;
  readonly sparse: boolean;
  readonly handle: FileHandle;
  readonly #direct: FileHandle | null;
  readonly #data: readonly AddressRange[];

  constructor(size: number, handle: FileHandle, holes?: HoleReading) {
    this.size = size;
    this.sparse = holes !== undefined;
    this.handle = handle;
    this.#direct = holes?.direct ?? null;
    this.#data = holes?.data ?? [{ start: 0, end: Number.POSITIVE_INFINITY }];
  }

  nextData(position: number): number {
    const next = firstAbove(this.#data, position);
    return Math.max(position, next?.start ?? this.size);
  }

  async read(target: Uint8Array, position: number): Promise<number> {
    const end = position + target.length;
    // The end of the file is always read, so that another size is detected.
    if (end < this.size && this.nextData(position) >= end) {
      target.fill(0);
      return target.length;
    }
    let filled = 0;
    while (filled < target.length) {
      const bytesRead = await this.#readSome(target.subarray(filled), position + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return filled;
  }

  async close(): Promise<void> {
    await this.#direct?.close();
    await this.handle.close();
  }

  async #readSome(target: Uint8Array, position: number): Promise<number> {
    const direct = this.#direct;
    if (direct !== null) {
      try {
        return (await direct.read(target, 0, target.length, position)).bytesRead;
      } catch (error) {
        // Memory, position or length is not block-aligned.
        if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
      }
    }
    return (await this.handle.read(target, 0, target.length, position)).bytesRead;
  }
}
