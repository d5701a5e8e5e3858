import type { ZswapEvents } from '../../model/zswap/events.js';

/** Expected value of each counter, computed from events alone without reading zswap's state. */
export interface Expected {
  readonly stored_pages: number;
  readonly stored_incompressible_pages: number;
  readonly zswpout: number;
  readonly zswpin: number;
  readonly zswpwb: number;
  readonly written_back_pages: number;
  /** memory.stat's zswap of all memcgs together, in bytes. */
  readonly memcg_zswap: number;
  /** memory.stat's zswapped of all memcgs together, in pages. */
  readonly memcg_zswapped: number;
}

const PAGE_BYTES = 4096;

/** Counts the events of a zswap. */
export class EventCounts implements ZswapEvents {
  failedStores = 0;
  #livePages = 0;
  #liveIncompressible = 0;
  readonly #keepsIncompressible: boolean;
  #liveBytes = 0;
  #acceptedPages = 0;
  #loadedPages = 0;
  #writtenBackPages = 0;

  /** @param keepsIncompressible whether a length of 4096 is a page kept as it is, as from 6.18 on */
  constructor(keepsIncompressible = true) {
    this.#keepsIncompressible = keepsIncompressible;
  }

  allocated(_handle: number, _length: number): void {}

  released(_handle: number): void {}

  published(_slot: number, length: number, _memcg: number): void {
    this.#livePages++;
    this.#liveBytes += length;
    if (this.#keepsIncompressible && length === PAGE_BYTES) this.#liveIncompressible++;
  }

  freed(_slot: number, length: number): void {
    this.#livePages--;
    this.#liveBytes -= length;
    if (this.#keepsIncompressible && length === PAGE_BYTES) this.#liveIncompressible--;
  }

  accepted(pageCount: number): void {
    this.#acceptedPages += pageCount;
  }

  refused(_pageCount: number): void {
    this.failedStores++;
  }

  loaded(_slot: number): void {
    this.#loadedPages++;
  }

  writtenBack(_slot: number): void {
    this.#writtenBackPages++;
  }

  /** Returns the expected counters when no store is in flight. */
  expected(): Expected {
    return {
      stored_pages: this.#livePages,
      stored_incompressible_pages: this.#liveIncompressible,
      zswpout: this.#acceptedPages,
      zswpin: this.#loadedPages,
      zswpwb: this.#writtenBackPages,
      written_back_pages: this.#writtenBackPages,
      memcg_zswap: this.#liveBytes,
      memcg_zswapped: this.#livePages,
    };
  }

  /** Returns counter minus expected counter, for each counter that differs. */
  drift(counters: Expected): Record<string, number> {
    const off = Object.entries(this.expected())
      .map(([name, value]): [string, number] => [name, counters[name as keyof Expected] - value])
      .filter(([, difference]) => difference !== 0);
    return Object.fromEntries(off);
  }
}
