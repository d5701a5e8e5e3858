const MASK = 0xffffffffn;
const [P1, P2, P3, P4, P5] = [2654435761n, 2246822519n, 3266489917n, 668265263n, 374761393n];

/** xxHash-32 with seed 0, as its specification writes it down. */
export function xxhash32(content: Uint8Array): number {
  const bytes = Buffer.from(content);
  let at = 0;
  let hash = P5;
  if (bytes.length >= 16) {
    const lanes = [P1 + P2, P2, 0n, -P1 & MASK];
    for (; at + 16 <= bytes.length; at += 16) {
      for (let i = 0; i < 4; i++) {
        const word = BigInt(bytes.readUInt32LE(at + 4 * i));
        lanes[i] = (rotate((lanes[i] + word * P2) & MASK, 13n) * P1) & MASK;
      }
    }
    hash = [1n, 7n, 12n, 18n].reduce((sum, bits, i) => sum + rotate(lanes[i] & MASK, bits), 0n);
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 4 <= bytes.length; at += 4) {
    hash = (rotate((hash + BigInt(bytes.readUInt32LE(at)) * P3) & MASK, 17n) * P4) & MASK;
  }
  for (; at < bytes.length; at++) {
    hash = (rotate((hash + BigInt(bytes[at]) * P5) & MASK, 11n) * P1) & MASK;
  }
  hash = ((hash ^ (hash >> 15n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 13n)) * P3) & MASK;
  return Number(hash ^ (hash >> 16n));
}

function rotate(value: bigint, bits: bigint): bigint {
  return ((value << bits) | (value >> (32n - bits))) & MASK;
}
