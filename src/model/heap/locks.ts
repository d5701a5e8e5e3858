/** Spin locks by number: what keeps threads apart that share a heap. Not recursive. */
export interface Locks {
  lock(at: number): void;
  unlock(at: number): void;
}

/** For a thread that is alone. */
export class NoLocks implements Locks {
  lock(_at: number): void {}

  unlock(_at: number): void {}
}

/** A lock, as it is found. */
export interface HeldLock {
  readonly lock: string;
  /** Number of the thread that holds it. */
  readonly thread: number;
}

// 0: free; else the holder's number and one, with WAITED set while others may sleep on it.
const WAITED = 1 << 16;
const SPINS = 200;

/** Locks that threads share: they spin for a while and then sleep. One that is not given up is said who holds it. */
export class SharedLocks implements Locks {
  readonly #name: string;
  readonly #words: Int32Array;
  readonly #mine: number;
  readonly #patienceMs: number;

  /** @param patienceMs a lock for which a thread waits longer is never given up: an error that names the holder */
  constructor(name: string, words: Int32Array, thread: number, patienceMs: number) {
    this.#name = name;
    this.#words = words;
    this.#mine = thread + 1;
    this.#patienceMs = patienceMs;
  }

  lock(at: number): void {
    if (Atomics.compareExchange(this.#words, at, 0, this.#mine) !== 0) this.#wait(at);
  }

  unlock(at: number): void {
    if ((Atomics.exchange(this.#words, at, 0) & WAITED) !== 0) Atomics.notify(this.#words, at, 1);
  }

  /** Locks that are held now. */
  held(): HeldLock[] {
    return Array.from(this.#words, (_, at) => Atomics.load(this.#words, at) & ~WAITED)
      .map((holder, at) => ({ lock: this.#label(at), thread: holder - 1 }))
      .filter(({ thread }) => thread >= 0);
  }

  #wait(at: number): void {
    const words = this.#words;
    for (let spin = 0; spin < SPINS; spin++) {
      if (Atomics.load(words, at) !== 0) continue;
      if (Atomics.compareExchange(words, at, 0, this.#mine) === 0) return;
    }
    for (;;) {
      const seen = Atomics.load(words, at);
      if (seen === 0) {
        // Others may still sleep on it.
        if (Atomics.compareExchange(words, at, 0, this.#mine | WAITED) === 0) return;
        continue;
      }
      const waited = seen | WAITED;
      if (Atomics.compareExchange(words, at, seen, waited) !== seen) continue;
      if (Atomics.wait(words, at, waited, this.#patienceMs) === 'timed-out') this.#giveUp(at);
    }
  }

  #giveUp(at: number): never {
    const holder = (Atomics.load(this.#words, at) & ~WAITED) - 1;
    throw new Error(
      `thread ${this.#mine - 1} waits for lock '${this.#label(at)}', which thread ${holder} does not give up`,
    );
  }

  #label(at: number): string {
    return this.#words.length === 1 ? this.#name : `${this.#name} ${at}`;
  }
}
