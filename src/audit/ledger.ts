import type { ZswapEvents } from '../zswap/events.js';

/** What each counter must be, by events alone: an independent count that reads none of zswap's state. */
export interface Expected {
  readonly stored_pages: number;
  readonly stored_incompressible_pages: number;
  readonly zswpout: number;
}

const PAGE_BYTES = 4096;

/** Keeps count of what a zswap says it did. */
export class Ledger implements ZswapEvents {
  failedStores = 0;
  #livePages = 0;
  #liveIncompressible = 0;
  #acceptedPages = 0;

  published(_slot: number, length: number): void {
    this.#livePages++;
    if (length === PAGE_BYTES) this.#liveIncompressible++;
  }

  freed(_slot: number, length: number): void {
    this.#livePages--;
    if (length === PAGE_BYTES) this.#liveIncompressible--;
  }

  accepted(pageCount: number): void {
    this.#acceptedPages += pageCount;
  }

  refused(_pageCount: number): void {
    this.failedStores++;
  }

  /** What the counters must show when no store is under way. */
  expected(): Expected {
    return {
      stored_pages: this.#livePages,
      stored_incompressible_pages: this.#liveIncompressible,
      zswpout: this.#acceptedPages,
    };
  }

  /** Counter minus expectation for each counter that is off, signed. */
  drift(counters: Expected): Record<string, number> {
    const off = Object.entries(this.expected())
      .map(([name, value]): [string, number] => [name, counters[name as keyof Expected] - value])
      .filter(([, difference]) => difference !== 0);
    return Object.fromEntries(off);
  }
}
