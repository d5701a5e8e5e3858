import { ArchiveBytes } from './archive-bytes.js';
import type { ArchiveOptions, ArchiveReader } from './archive-reader.js';

// Source: Documentation/driver-api/early-userspace/buffer-format.rst, v6.18.
const HEADER_BYTES = 110;
const FILE_TYPE = 0o170000;
const REGULAR = 0o100000;

/** Reads the files of a cpio archive ("newc", "crc") as its bytes come. */
export class CpioReader implements ArchiveReader {
  readonly #bytes = new ArchiveBytes();
  readonly #options: ArchiveOptions;
  #header: { mode: number; fileBytes: number; nameBytes: number } | null = null;
  #path: string | null = null;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  push(piece: Uint8Array): void {
    this.#bytes.push(piece);
    while (this.#step());
  }

  /** Whether anything came of the bytes that are there. */
  #step(): boolean {
    if (this.#header === null) return this.#readHeader();
    return this.#path === null ? this.#readName() : this.#readContent();
  }

  #readHeader(): boolean {
    const bytes = this.#bytes.take(HEADER_BYTES);
    if (bytes === null) return false;
    const field = (index: number) =>
      Number.parseInt(bytes.toString('latin1', 6 + 8 * index, 14 + 8 * index), 16) || 0;
    this.#header = { mode: field(1), fileBytes: field(6), nameBytes: field(11) };
    return true;
  }

  #readName(): boolean {
    const { nameBytes } = this.#header as { nameBytes: number };
    const bytes = this.#bytes.take(padded(HEADER_BYTES + nameBytes) - HEADER_BYTES);
    if (bytes === null) return false;
    this.#path = bytes.toString('utf8', 0, nameBytes - 1).replace(/^\.?\//, '');
    return true;
  }

  #readContent(): boolean {
    const { mode, fileBytes } = this.#header as { mode: number; fileBytes: number };
    const path = this.#path as string;
    const kept = (mode & FILE_TYPE) === REGULAR && this.#options.wanted(path);
    const content = kept ? this.#bytes.take(fileBytes) : null;
    if (kept && content === null) return false;
    this.#bytes.skip(padded(fileBytes) - (content?.length ?? 0));
    if (content !== null) this.#options.take(path, content);
    this.#header = null;
    this.#path = null;
    return true;
  }
}

function padded(bytes: number): number {
  return Math.ceil(bytes / 4) * 4;
}
