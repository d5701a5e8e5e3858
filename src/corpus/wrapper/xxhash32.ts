import { viewOf } from '../elf/elf-format.js';

const PRIME1 = 0x9e3779b1;
const PRIME2 = 0x85ebca77;
const PRIME3 = 0xc2b2ae3d;
const PRIME4 = 0x27d4eb2f;
const PRIME5 = 0x165667b1;
const STRIPE_BYTES = 16;

/** xxHash-32 with seed 0, the checksum of lz4 frames. Source: xxHash specification, XXH32. */
export class XxHash32 {
  readonly #lanes = new Uint32Array([PRIME1 + PRIME2, PRIME2, 0, -PRIME1]);
  readonly #rest = new Uint8Array(STRIPE_BYTES);
  #restBytes = 0;
  #length = 0;

  add(bytes: Uint8Array): this {
    this.#length += bytes.length;
    let at = 0;
    if (this.#restBytes > 0) {
      at = Math.min(STRIPE_BYTES - this.#restBytes, bytes.length);
      this.#rest.set(bytes.subarray(0, at), this.#restBytes);
      this.#restBytes += at;
      if (this.#restBytes < STRIPE_BYTES) return this;
      this.#addStripes(this.#rest);
    }
    const stripes = bytes.subarray(at, bytes.length - ((bytes.length - at) % STRIPE_BYTES));
    this.#addStripes(stripes);
    const rest = bytes.subarray(at + stripes.length);
    this.#rest.set(rest);
    this.#restBytes = rest.length;
    return this;
  }

  digest(): number {
    const [a, b, c, d] = this.#lanes;
    let hash = PRIME5;
    if (this.#length >= STRIPE_BYTES)
      hash = rotate(a, 1) + rotate(b, 7) + rotate(c, 12) + rotate(d, 18);
    hash = (hash + this.#length) | 0;
    const view = viewOf(this.#rest);
    let at = 0;
    for (; at + 4 <= this.#restBytes; at += 4) {
      hash = hash + Math.imul(view.getUint32(at, true), PRIME3);
      hash = Math.imul(rotate(hash, 17), PRIME4);
    }
    for (; at < this.#restBytes; at++) {
      hash = Math.imul(rotate(hash + Math.imul(this.#rest[at], PRIME5), 11), PRIME1);
    }
    hash = Math.imul(hash ^ (hash >>> 15), PRIME2);
    hash = Math.imul(hash ^ (hash >>> 13), PRIME3);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #addStripes(bytes: Uint8Array): void {
    const lanes = this.#lanes;
    const view = viewOf(bytes);
    let [a, b, c, d] = lanes;
    for (let at = 0; at < bytes.length; at += STRIPE_BYTES) {
      a = round(a, view.getUint32(at, true));
      b = round(b, view.getUint32(at + 4, true));
      c = round(c, view.getUint32(at + 8, true));
      d = round(d, view.getUint32(at + 12, true));
    }
    lanes[0] = a;
    lanes[1] = b;
    lanes[2] = c;
    lanes[3] = d;
  }
}

function round(lane: number, word: number): number {
  return Math.imul(rotate(lane + Math.imul(word, PRIME2), 13), PRIME1);
}

function rotate(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}
