import { PAGE_SIZE } from '../../common/page.js';
import { isWordCharacter, MAX_WORD, WordNoise } from './word-noise.js';

/** Minimum length of text that is replaced, in characters. */
export const MIN_TEXT = 4;

const PRINTABLE = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte >= 0x20 && byte < 0x7f) || byte === 0x09 || byte === 0x0a || byte === 0x0d ? 1 : 0,
);

/** Distances of the characters of UTF-16 and UTF-32 in bytes. */
const WIDE_STRIDES = [2, 4];

/**
 * Replaces letters and digits in runs of at least {@link MIN_TEXT} printable ASCII characters, in one-, two- or four-byte
 * encoding. Punctuation, spaces and lengths stay, and equal words stay equal, so that pages compress about as before. Noise
 * depends on nothing outside of the page.
 */
export class Redactor {
  readonly #words = new WordNoise();
  #copy = new Uint8Array(0);

  /**
   * Returns a redacted copy of consecutive pages, valid until the next call. Text that touches either end may go on beyond
   * it, and is replaced whatever its length.
   */
  redacted(bytes: Uint8Array): Uint8Array {
    if (this.#copy.length < bytes.length) this.#copy = new Uint8Array(bytes.length);
    const copy = this.#copy.subarray(0, bytes.length);
    copy.set(bytes);
    for (let at = 0; at < bytes.length; ) {
      if (PRINTABLE[bytes[at]] === 0) at++;
      else at = this.#redactRun(bytes, at, copy);
    }
    this.#words.flush(copy);
    return copy;
  }

  /** Replaces the text that starts at a position if it is long enough; returns the position after it. */
  #redactRun(bytes: Uint8Array, start: number, copy: Uint8Array): number {
    let end = start + 1;
    while (end < bytes.length && PRINTABLE[bytes[end]] === 1) end++;
    if (end - start >= MIN_TEXT || start === 0 || end === bytes.length) {
      this.#replaceWords(copy, start, end, 1);
      return end;
    }
    const first = end - 1;
    for (const stride of WIDE_STRIDES) {
      let wideEnd = first + stride;
      while (isWideCharacter(bytes, wideEnd, stride)) wideEnd += stride;
      if (wideEnd - first >= MIN_TEXT * stride) {
        this.#replaceWords(copy, first, wideEnd, stride);
        return wideEnd - stride + 1;
      }
    }
    return end;
  }

  /** Replaces each word of a text. Words end with their page, so that noise depends on nothing before it. */
  #replaceWords(copy: Uint8Array, start: number, end: number, stride: number): void {
    let length = 0;
    for (let at = start; at < end; at += stride) {
      const isInWord = isWordCharacter(copy[at]);
      const isFull = length === MAX_WORD || at % PAGE_SIZE < stride;
      if (length > 0 && (isFull || !isInWord)) {
        this.#words.replace(copy, at - length * stride, length, stride);
        length = 0;
      }
      if (isInWord) length++;
    }
    const last = start + Math.ceil((end - start) / stride) * stride;
    if (length > 0) this.#words.replace(copy, last - length * stride, length, stride);
  }
}

/** Returns whether a character of a text follows the previous one at this distance, with zeros between them. */
function isWideCharacter(bytes: Uint8Array, at: number, stride: number): boolean {
  if (at >= bytes.length || PRINTABLE[bytes[at]] === 0) return false;
  for (let zero = at - stride + 1; zero < at; zero++) if (bytes[zero] !== 0) return false;
  return at + 1 >= bytes.length || PRINTABLE[bytes[at + 1]] === 0;
}
