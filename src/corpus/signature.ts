/** A format that is recognised by its first bytes but not supported. */
export interface UnreadableWrapper {
  readonly name: string;
  readonly bytes: readonly number[];
  readonly unpack: string;
}

/** Unsupported formats that core dumps also come in. Such a file is refused rather than read as raw pages. */
export const UNREADABLE_WRAPPERS: readonly UnreadableWrapper[] = [
  { name: 'xz', bytes: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], unpack: 'xz -dk' },
  { name: 'LZ4 frame', bytes: [0x04, 0x22, 0x4d, 0x18], unpack: 'lz4 -dk' },
  { name: 'bzip2', bytes: [0x42, 0x5a, 0x68, 0x39, 0x31, 0x41, 0x59], unpack: 'bzip2 -dk' },
];

const SIGNATURES = {
  elf: [0x7f, 0x45, 0x4c, 0x46],
  gzip: [0x1f, 0x8b, 0x08],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
  // After a first byte of 0x50 to 0x5f.
  skippable: [0x2a, 0x4d, 0x18],
} as const;

const MAX_SIGNATURE_BYTES = 8;

type Signature = keyof typeof SIGNATURES;

/** Reads the first bytes of a source, enough for any signature. */
export async function readSignature(
  read: (target: Uint8Array) => Promise<number>,
): Promise<Uint8Array> {
  const head = new Uint8Array(MAX_SIGNATURE_BYTES);
  return head.subarray(0, await read(head));
}

export function hasSignature(head: Uint8Array, signature: Signature | UnreadableWrapper): boolean {
  const bytes = typeof signature === 'string' ? SIGNATURES[signature] : signature.bytes;
  return head.length >= bytes.length && bytes.every((byte, i) => head[i] === byte);
}

/** Returns whether zstd data starts here: a frame, or a skippable frame as pzstd writes. Source: RFC 8878, section 3.1. */
export function startsZstd(head: Uint8Array): boolean {
  return (
    hasSignature(head, 'zstd') ||
    (head[0] >>> 4 === 5 && hasSignature(head.subarray(1), 'skippable'))
  );
}
