import { PAGE_SIZE } from './page.js';

/** Bytes of the kernel's unsigned long. */
const WORD_BYTES = 8;

/** Returns whether one word fills the page at `offset`. Zero pages are such pages too. */
export function isSameFilled(bytes: Uint8Array, offset: number): boolean {
  const end = offset + PAGE_SIZE;
  for (let at = offset + WORD_BYTES; at < end; at++) {
    if (bytes[at] !== bytes[at - WORD_BYTES]) return false;
  }
  return true;
}
