import { type Cipher, createCipheriv, randomBytes } from 'node:crypto';

/** Maximum length of a word in characters. Longer ones are cut, so that a page filled with one 8-byte word stays one. */
export const MAX_WORD = 8;

const BLOCK_BYTES = 16;
const QUEUE_WORDS = 4096;
const CASE_BIT = 0x20;

const OTHER = 0;
const DIGIT = 1;
const LOWER = 2;
const UPPER = 3;

const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const character = String.fromCharCode(byte);
  if (/[0-9]/.test(character)) return DIGIT;
  if (/[a-z]/.test(character)) return LOWER;
  return /[A-Z]/.test(character) ? UPPER : OTHER;
});

// Letters by their frequency in English, 256 in all. Letters of equal frequency would compress less than text does.
const LETTERS = [
  ...['e'.repeat(31), 't'.repeat(23), 'a'.repeat(20), 'o'.repeat(19), 'i'.repeat(18)],
  ...['n'.repeat(17), 's'.repeat(17), 'r'.repeat(16), 'h'.repeat(12), 'l'.repeat(11)],
  ...['d'.repeat(11), 'c'.repeat(9), 'u'.repeat(8), 'm'.repeat(7), 'f'.repeat(6)],
  ...['p'.repeat(6), 'g'.repeat(5), 'y'.repeat(4), 'w'.repeat(4), 'b'.repeat(4)],
  ...['v'.repeat(3), 'k'.repeat(2), 'x', 'j', 'q'],
].join('');

/** Noise for each kind of character and each random byte. */
const NOISE = [OTHER, DIGIT, LOWER, UPPER].map((kind) =>
  Uint8Array.from({ length: 256 }, (_, byte) => {
    if (kind === DIGIT) return 0x30 + (byte % 10);
    const letter = LETTERS.charCodeAt(byte % LETTERS.length);
    return kind === UPPER ? letter ^ CASE_BIT : letter;
  }),
);

/** Returns whether a byte is a letter or digit of ASCII. */
export function isWordCharacter(byte: number): boolean {
  return KINDS[byte] !== OTHER;
}

/**
 * Noise for words, of the same length and kinds of characters, under a random key that is kept nowhere. Equal words get equal
 * noise, in any case; each character of it depends on the whole word.
 */
export class WordNoise {
  // A word is one block of the cipher, so that the noise reveals only which words are equal.
  readonly #cipher: Cipher = createCipheriv('aes-128-ecb', randomBytes(BLOCK_BYTES), null);
  readonly #blocks = new Uint8Array(QUEUE_WORDS * BLOCK_BYTES);
  readonly #places = new Float64Array(QUEUE_WORDS);
  readonly #strides = new Uint8Array(QUEUE_WORDS);
  #queued = 0;

  /**
   * Replaces a word in place, at the latest when the queue is flushed.
   *
   * @param stride distance of its characters in bytes
   */
  replace(bytes: Uint8Array, at: number, length: number, stride: number): void {
    if (this.#queued === QUEUE_WORDS) this.flush(bytes);
    const block = this.#queued * BLOCK_BYTES;
    for (let i = 0; i < MAX_WORD; i++) {
      const byte = i < length ? bytes[at + i * stride] : 0;
      this.#blocks[block + i] = KINDS[byte] === UPPER ? byte | CASE_BIT : byte;
    }
    this.#places[this.#queued] = at;
    this.#strides[this.#queued] = stride;
    this.#queued++;
  }

  /** Replaces the words in the queue. */
  flush(bytes: Uint8Array): void {
    const random = this.#cipher.update(this.#blocks.subarray(0, this.#queued * BLOCK_BYTES));
    for (let word = 0; word < this.#queued; word++) {
      const block = word * BLOCK_BYTES;
      for (let i = 0; i < MAX_WORD && this.#blocks[block + i] !== 0; i++) {
        const at = this.#places[word] + i * this.#strides[word];
        bytes[at] = NOISE[KINDS[bytes[at]]][random[block + i]];
      }
    }
    this.#queued = 0;
  }
}
