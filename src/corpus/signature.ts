/** Text that stands at a position of a format's first page; a character is a byte. */
export type Signature = readonly (readonly [at: number, text: string])[];

const ELF: Signature = [[0, '\x7fELF']];
const GZIP: Signature = [[0, '\x1f\x8b\x08']];
const ZSTD: Signature = [[0, '\x28\xb5\x2f\xfd']];
const XZ: Signature = [[0, '\xfd7zXZ\x00']];
const LZ4: Signature = [[0, '\x04\x22\x4d\x18']];

const LIME: Signature = [[0, 'EMiL\x01\0\0\0']];
const LENGTHS: Signature = [[0, '{"schema":"zswap-bench.lengths/']];
const KDUMP: Signature = [[0, 'KDUMP   ']];

export const SIGNATURES = { ELF, KDUMP, LIME, LENGTHS, GZIP, ZSTD, XZ, LZ4 } as const;

// Up to SWAPSPACE2, which ends the first page.
const HEAD_BYTES = 4096;

/** Reads the first bytes of a source, enough for any signature. */
export async function readSignature(
  read: (target: Uint8Array) => Promise<number>,
): Promise<Uint8Array> {
  const head = new Uint8Array(HEAD_BYTES);
  return head.subarray(0, await read(head));
}

export function hasSignature(head: Uint8Array, signature: Signature): boolean {
  return signature.every(([at, text]) => startsWith(head.subarray(at), text));
}

/** Returns whether a skippable frame of zstd and lz4 starts here, as pzstd writes. Source: RFC 8878, section 3.1.2. */
export function startsSkippable(head: Uint8Array): boolean {
  return head[0] >>> 4 === 5 && startsWith(head.subarray(1), '\x2a\x4d\x18');
}

/** Returns whether a supported format or compression starts here. */
export function isKnown(head: Uint8Array): boolean {
  return (
    startsSkippable(head) || Object.values(SIGNATURES).some((each) => hasSignature(head, each))
  );
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  if (bytes.length < text.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[i] !== text.charCodeAt(i)) return false;
  return true;
}
