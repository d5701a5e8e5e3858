/** Integers that several threads may read and write: of 32 bits where they do, else exact up to 2^53. */
export interface Words {
  get(at: number): number;
  set(at: number, value: number): void;
  /** Adds; returns the sum. */
  add(at: number, by: number): number;
  /** Replaces; returns the value before. */
  exchange(at: number, value: number): number;
  /** Raises to at least `value`. */
  raise(at: number, value: number): void;
}

/** Words of a thread that is alone. */
export class LocalWords implements Words {
  readonly #words: Float64Array;

  constructor(words: Float64Array) {
    this.#words = words;
  }

  get(at: number): number {
    return this.#words[at];
  }

  set(at: number, value: number): void {
    this.#words[at] = value;
  }

  add(at: number, by: number): number {
    const sum = this.#words[at] + by;
    this.#words[at] = sum;
    return sum;
  }

  exchange(at: number, value: number): number {
    const before = this.#words[at];
    this.#words[at] = value;
    return before;
  }

  raise(at: number, value: number): void {
    if (value > this.#words[at]) this.#words[at] = value;
  }
}

/** Words that threads share. */
export class SharedWords implements Words {
  readonly #words: Int32Array;

  constructor(words: Int32Array) {
    this.#words = words;
  }

  get(at: number): number {
    return Atomics.load(this.#words, at);
  }

  set(at: number, value: number): void {
    Atomics.store(this.#words, at, value);
  }

  add(at: number, by: number): number {
    return Atomics.add(this.#words, at, by) + by;
  }

  exchange(at: number, value: number): number {
    return Atomics.exchange(this.#words, at, value);
  }

  raise(at: number, value: number): void {
    for (let seen = this.get(at); seen < value; seen = this.get(at)) {
      if (Atomics.compareExchange(this.#words, at, seen, value) === seen) return;
    }
  }
}
