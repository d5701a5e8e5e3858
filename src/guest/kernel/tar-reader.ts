import { ArchiveBytes } from './archive-bytes.js';
import type { ArchiveOptions, ArchiveReader } from './archive-reader.js';

// Source: POSIX.1-2008, pax: ustar interchange format; GNU tar, "Basic Tar Format", for long names.
const BLOCK_BYTES = 512;
const FILE_TYPES = new Set(['0', '\0']);
const GNU_LONG_NAME = 'L';
const PAX_HEADER = 'x';

/** Reads the files of a tar archive as its bytes come. */
export class TarReader implements ArchiveReader {
  readonly #bytes = new ArchiveBytes();
  readonly #options: ArchiveOptions;
  /** The file whose content comes next. */
  #entry: { path: string; type: string; bytes: number } | null = null;
  /** A name that an entry before the file gave, because the header has no room for it. */
  #longName: string | null = null;

  constructor(options: ArchiveOptions) {
    this.#options = options;
  }

  push(piece: Uint8Array): void {
    this.#bytes.push(piece);
    while (this.#step());
  }

  /** Whether anything came of the bytes that are there. */
  #step(): boolean {
    return this.#entry === null ? this.#header() : this.#content(this.#entry);
  }

  #header(): boolean {
    const header = this.#bytes.take(BLOCK_BYTES);
    if (header === null) return false;
    const type = header.toString('latin1', 156, 157);
    const prefix = text(header, 345, 155);
    const ustar = header.toString('latin1', 257, 262) === 'ustar';
    const name = text(header, 0, 100);
    const path = this.#longName ?? (ustar && prefix !== '' ? `${prefix}/${name}` : name);
    const bytes = Number.parseInt(text(header, 124, 12), 8) || 0;
    this.#entry = { path: path.replace(/^\.?\//, ''), type, bytes };
    return true;
  }

  #content({ path, type, bytes }: { path: string; type: string; bytes: number }): boolean {
    const named = type === GNU_LONG_NAME || type === PAX_HEADER;
    // The archive ends with blocks of zeros: files without a name.
    const file = FILE_TYPES.has(type) && path !== '';
    const kept = named || (file && this.#options.wanted(path));
    const content = kept ? this.#bytes.take(bytes) : null;
    if (kept && content === null) return false;
    const padding = (BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES;
    this.#bytes.skip(padding + (content === null ? bytes : 0));
    this.#longName = content !== null && named ? nameIn(content, type) : null;
    if (content !== null && !named) this.#options.take(path, content);
    this.#entry = null;
    return true;
  }
}

function text(header: Buffer, offset: number, length: number): string {
  return header.toString('latin1', offset, offset + length).split('\0', 1)[0];
}

/** GNU: the name itself. pax: records "LENGTH path=NAME". */
function nameIn(content: Buffer, type: string): string | null {
  if (type === GNU_LONG_NAME) return text(content, 0, content.length);
  return /^\d+ path=(.*)$/m.exec(content.toString('utf8'))?.[1] ?? null;
}
