import type { Heap } from '../src/model/heap/heap.js';
import type { SharedHeapPlan } from '../src/model/heap/shared-heap.js';
import type { Words } from '../src/model/heap/words.js';
import { Entries } from '../src/model/zswap/entries.js';
import { Memcg } from '../src/model/zswap/memcg.js';
import { StoredGauges } from '../src/model/zswap/stored-gauges.js';

/** Start-up data of a thread that only counts. */
export type CountingPlan = SharedHeapPlan;

/** Time of a thread for a page, in ns. Null if it ran too seldom so. */
export interface CountedNs {
  /** While no other thread counted. */
  readonly alone: number | null;
  /** While one other counted at about the same speed, so on another CPU. */
  readonly contended: number | null;
}

/** 64K. */
export const FOLIO_PAGES = 16;
// A third of a page, as lz4 leaves of the shipped corpora.
const LENGTH = 1365;

/** Counters that a store moves and several threads share: stored_pages, and the charge of a memcg with a parent. */
class BareCounters {
  readonly #gauges: StoredGauges;
  readonly #memcg: Memcg;

  constructor(heap: Heap) {
    this.#gauges = new StoredGauges(heap);
    const entries = new Entries(heap);
    const parent = new Memcg('parent', null, null, true, entries, heap);
    this.#memcg = new Memcg('memcg0', parent, null, true, entries, heap);
  }

  storedPageByPage(folios: number): void {
    for (let page = 0; page < folios * FOLIO_PAGES; page++) this.#gauges.add(1, 0);
  }

  storedOncePerFolio(folios: number): void {
    for (let folio = 0; folio < folios; folio++) this.#gauges.add(FOLIO_PAGES, 0);
  }

  allPageByPage(folios: number): void {
    for (let page = 0; page < folios * FOLIO_PAGES; page++) {
      this.#memcg.charge(LENGTH, 1);
      this.#gauges.add(1, 0);
    }
  }

  allOncePerFolio(folios: number): void {
    for (let folio = 0; folio < folios; folio++) {
      this.#memcg.charge(FOLIO_PAGES * LENGTH, FOLIO_PAGES);
      this.#gauges.add(FOLIO_PAGES, 0);
    }
  }
}

/** Returns the counters in a heap, and for each thread a word for the bursts of work that it has done. */
export function countersOver(heap: Heap): { counters: BareCounters; bursts: Words[] } {
  return {
    counters: new BareCounters(heap),
    bursts: Array.from({ length: heap.threads }, () => heap.words(1)),
  };
}

/** Ways to count, by the number of the command. */
export const COUNTING = [
  'storedPageByPage',
  'storedOncePerFolio',
  'allPageByPage',
  'allOncePerFolio',
] as const;

export type Counting = (typeof COUNTING)[number];
