import { PAGE_SIZE } from '../../src/common/page.js';
import { Random } from '../../src/common/random.js';

/** A page of zeros. */
export function zeroPage(): Uint8Array {
  return new Uint8Array(PAGE_SIZE);
}

/** A page of seeded noise, which is incompressible. */
export function randomPage(seed: number): Uint8Array {
  const random = new Random('random page', seed);
  return Uint8Array.from({ length: PAGE_SIZE }, () => random.below(256));
}

/** A page of seeded, repeated words, similar to text. */
export function textPage(seed: number): Uint8Array {
  const random = new Random('text page', seed);
  const words = Array.from({ length: 40 }, (_, i) => `word${i * 7919}`);
  let text = '';
  while (text.length < PAGE_SIZE) text += `${words[random.below(words.length)]} `;
  return new TextEncoder().encode(text).subarray(0, PAGE_SIZE);
}
