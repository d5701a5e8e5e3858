import type fc from 'fast-check';

/** One kind of input to the program, and what has to hold whatever it is. */
export interface Fuzzer<T> {
  readonly name: string;
  readonly inputs: fc.Arbitrary<T>;
  /** How cases end, each of them often. */
  readonly ends: readonly string[];
  /** Returns how the case ended; throws where something does not hold. */
  check(input: T): Promise<string>;
}

/** Makes a fuzzer that keeps its files in a folder. */
export type FuzzerFactory<T = unknown> = (folder: string) => Promise<Fuzzer<T>>;
