/**
 * Seeded random numbers: sfc32 (Chris Doty-Humphrey's small fast counter generator, from PractRand). It uses 32-bit
 * integer arithmetic only, so a seed gives the same sequence on every machine and engine.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;

  /** @param seed any number of strings or integers; each combination has its own sequence */
  constructor(...seed: ReadonlyArray<string | number>) {
    const text = seed.join('\u0000');
    this.#a = fnv1a(text, 0x811c9dc5);
    this.#b = fnv1a(text, this.#a ^ 0x9e3779b9);
    this.#c = fnv1a(text, this.#b ^ 0x85ebca6b);
    for (let round = 0; round < 12; round++) this.uint32();
  }

  /** Returns the next integer in 0 .. 2^32 - 1. */
  uint32(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0;
    return sum >>> 0;
  }

  /** Returns the next integer in 0 .. bound - 1. The bound is at most 2^21, which keeps the product exact. */
  below(bound: number): number {
    return Math.floor((this.uint32() * bound) / 0x1_0000_0000);
  }
}

function fnv1a(text: string, start: number): number {
  let hash = start | 0;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return hash ^ (hash >>> 15);
}
