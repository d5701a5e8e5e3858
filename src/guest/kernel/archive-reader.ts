/** Takes an archive piece by piece and hands over its files. */
export interface ArchiveReader {
  push(piece: Uint8Array): void;
}

/** Which files of an archive are wanted, and who takes them. */
export interface ArchiveOptions {
  /** Of a path without a leading slash. */
  wanted(path: string): boolean;
  take(path: string, content: Uint8Array): void;
}
