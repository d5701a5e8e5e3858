// Source: Documentation/driver-api/early-userspace/buffer-format.rst, v6.18.

/** One entry of an archive. */
export interface CpioEntry {
  /** Without a leading slash. Its folder has to come first. */
  readonly path: string;
  /** Null for a folder. */
  readonly content: Uint8Array | null;
  readonly executable?: boolean;
}

const FILE = 0o100000;
const FOLDER = 0o040000;
const ALIGNMENT = 4;

/** An initramfs: a cpio archive in the "newc" format, of files of root. */
export function cpioArchive(entries: readonly CpioEntry[]): Buffer {
  const pieces = entries.flatMap((entry, index) => entryBytes(entry, index + 1));
  pieces.push(...entryBytes({ path: 'TRAILER!!!', content: new Uint8Array(0) }, 0));
  return Buffer.concat(pieces);
}

function entryBytes({ path, content, executable }: CpioEntry, inode: number): Uint8Array[] {
  const mode = content === null ? FOLDER | 0o755 : FILE | (executable ? 0o755 : 0o644);
  const name = Buffer.from(`${path}\0`);
  const fileBytes = content?.length ?? 0;
  // Inode, mode, uid, gid, links, time, size, device, device of a node, length of the name, checksum.
  const fields = [inode, mode, 0, 0, 1, 0, fileBytes, 0, 0, 0, 0, name.length, 0];
  const hex = fields.map((field) => field.toString(16).padStart(8, '0')).join('');
  const header = Buffer.from(`070701${hex}`);
  return [
    header,
    name,
    padding(header.length + name.length),
    content ?? new Uint8Array(0),
    padding(fileBytes),
  ];
}

function padding(length: number): Uint8Array {
  return new Uint8Array((ALIGNMENT - (length % ALIGNMENT)) % ALIGNMENT);
}
