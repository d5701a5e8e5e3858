import { PAGE_SIZE } from '../common/page.js';
import type { Entry } from '../model/zswap/entries.js';
import type { Zswap } from '../model/zswap/zswap.js';
import { FillerObjects } from './filler-objects.js';
import type { FillerPages } from './filler-pages.js';
import { FillerPlaces } from './filler-places.js';
import type { FillerSums, MemcgSums } from './filler-sums.js';

/** Above the entries of any run: they would take 8 GiB. */
export const MAX_FILLER_ENTRIES = 2 ** 28;

/**
 * Fillers that a zswap counts as stored without an entry each, so that they cost no memory. The walk of an LRU creates the
 * entry of the oldest filler; the newest ones are removed one by one.
 */
export class PendingFillers {
  readonly #zswap: Zswap;
  readonly #pages: FillerPages;
  readonly #objects: FillerObjects;
  readonly #firstSlot: number;
  /** Sums over pending fillers, by memcg. */
  readonly #sums: readonly MemcgSums[];
  /** The oldest pending filler of each memcg. */
  readonly #oldest: Float64Array;
  #end: number;

  /**
   * Stores fillers in an empty zswap.
   *
   * @param sums over these fillers; {@link PendingFillers} updates them
   * @param firstSlot swap slot of filler 0; those of the others follow
   */
  constructor(zswap: Zswap, pages: FillerPages, sums: FillerSums, firstSlot: number) {
    this.#zswap = zswap;
    this.#pages = pages;
    const places = new FillerPlaces(pages, sums.fillers);
    this.#objects = new FillerObjects(zswap.pool, places, sums);
    this.#firstSlot = firstSlot;
    this.#sums = sums.memcgs;
    this.#oldest = Float64Array.from(zswap.memcgs.keys());
    this.#end = sums.fillers;
    zswap.overshoot.observeBelow(sums.fillers);
    for (const [memcg, memcgSums] of this.#sums.entries()) {
      this.#count(memcg, memcgSums, 1);
      zswap.memcgs[memcg].lrus[0].older = {
        get count() {
          return memcgSums.fillers;
        },
        makeEntry: () => this.#makeEntry(memcg),
      };
    }
  }

  /** Number of fillers: those below are pending, have entries or were written back. */
  get end(): number {
    return this.#end;
  }

  /** Removes the last filler, unless it was written back. */
  removeLast(): void {
    const filler = this.#end - 1;
    if (this.#isPending(filler)) {
      this.#zswap.pool.free(this.#objects.handleOf(filler));
      this.#take(filler);
    } else {
      this.#zswap.erase(this.#slotOf(filler));
    }
    this.#end = filler;
  }

  /** Removes all fillers. */
  clear(): void {
    this.#objects.freeAll((filler) => this.#isPending(filler));
    for (const [memcg, sums] of this.#sums.entries()) {
      for (let filler = memcg; filler < this.#oldest[memcg]; filler += this.#sums.length) {
        this.#zswap.erase(this.#slotOf(filler));
      }
      this.#count(memcg, sums, -1);
      sums.fillers = 0;
    }
    this.#end = 0;
  }

  #isPending(filler: number): boolean {
    return filler < this.#end && filler >= this.#oldest[this.#pages.memcgOf(filler)];
  }

  #slotOf(filler: number): number {
    if (filler >= MAX_FILLER_ENTRIES) throw new RangeError(`filler ${filler} has no swap slot`);
    return this.#firstSlot + filler;
  }

  /** Creates the entry of a memcg's oldest pending filler, on no LRU. */
  #makeEntry(memcg: number): Entry {
    const filler = this.#oldest[memcg];
    const folio = this.#pages.folioOf(filler, this.#slotOf(filler));
    const handle = this.#objects.handleOf(filler);
    const length = this.#take(filler);
    this.#oldest[memcg] += this.#sums.length;
    const { entries, events } = this.#zswap;
    const entry = entries.allocate();
    entries.slot[entry] = folio.slot;
    entries.page[entry] = folio.page;
    entries.length[entry] = length;
    entries.handle[entry] = handle;
    entries.memcg[entry] = memcg;
    entries.node[entry] = 0;
    events.allocated(handle, length);
    this.#zswap.publish(entry, folio);
    this.#zswap.account(entry);
    return entry;
  }

  /** Removes a filler from the pending ones; returns its length. */
  #take(filler: number): number {
    const length = this.#pages.lengthOf(filler);
    const memcg = this.#pages.memcgOf(filler);
    const one = { fillers: 1, bytes: length, incompressible: length === PAGE_SIZE ? 1 : 0 };
    const sums = this.#sums[memcg];
    sums.fillers -= one.fillers;
    sums.bytes -= one.bytes;
    sums.incompressible -= one.incompressible;
    this.#count(memcg, one, -1);
    return length;
  }

  /** Adds fillers of a memcg to the counters of stored pages, or subtracts them. */
  #count(memcg: number, sums: MemcgSums, sign: 1 | -1): void {
    const fillers = sign * sums.fillers;
    const bytes = sign * sums.bytes;
    const { keepsIncompressible } = this.#zswap.kernel;
    this.#zswap.gauges.add(fillers, keepsIncompressible ? sign * sums.incompressible : 0);
    this.#zswap.compressedBytes += bytes;
    this.#zswap.entryPoolRefs += fillers;
    this.#zswap.memcgs[memcg].charge(bytes, fillers);
  }
}
