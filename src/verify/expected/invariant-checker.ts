import { PAGE_SIZE } from '../../common/page.js';
import { NO_ENTRY } from '../../model/zswap/entries.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import { MEMCGS, type Violation } from '../check-case.js';
import type { FaultInjector } from '../fault-injector.js';
import type { ViolationSubject } from './checked-counters.js';
import type { CheckedZswap } from './checked-zswap.js';
import type { ExpectedCounters } from './expected-counters.js';
import type { MetEntry } from './expected-lru.js';
import { ExpectedPeaks } from './expected-peaks.js';
import type { ExpectedMemcg } from './page-sums.js';
import { isAnyWrong, wrongResults } from './wrong-results.js';

interface ChargeNames {
  readonly bytes: ViolationSubject;
  readonly pages: ViolationSubject;
}

const ALL_MEMCGS: ChargeNames = { bytes: 'memcg_zswap', pages: 'memcg_zswapped' };
const EACH_MEMCG = Array.from(
  { length: MEMCGS },
  (_, number): ChargeNames => ({
    bytes: `memcg_zswap of memcg${number}`,
    pages: `memcg_zswapped of memcg${number}`,
  }),
);

/** Compares the counters of a zswap with the expected counters. */
export class InvariantChecker {
  readonly #violations = new Map<string, Violation>();
  readonly #zswap: CheckedZswap;
  readonly #expectedCounters: ExpectedCounters;
  readonly #faults: FaultInjector;
  /** Current step; null once all entries were freed. */
  #step: number | null = 0;
  #atRest = false;
  readonly #isBuiltIn: boolean;
  readonly #peaks: ExpectedPeaks;
  readonly #allMemcgs: readonly Memcg[];

  /** @param isBuiltIn whether the strategy is no module, whose policies may promise less */
  constructor(
    zswap: CheckedZswap,
    expectedCounters: ExpectedCounters,
    faults: FaultInjector,
    isBuiltIn = true,
  ) {
    this.#isBuiltIn = isBuiltIn;
    this.#allMemcgs = [zswap.memcgParent, ...zswap.memcgs];
    this.#peaks = new ExpectedPeaks(this.#allMemcgs);
    expectedCounters.onAccepted.push(() => this.#peaks.observe());
    this.#zswap = zswap;
    this.#expectedCounters = expectedCounters;
    this.#faults = faults;
  }

  /** Checks after a step. Stores may be in flight; their pages may or may not be counted. */
  afterStep(step: number): void {
    this.#step = step;
    this.#compare();
  }

  /** Checks with no store in flight: a difference is permanent now, and no reservation or reference may remain. */
  atRest(step: number | null): void {
    const zswap = this.#zswap;
    const expectedCounters = this.#expectedCounters;
    this.#step = step;
    this.#atRest = true;
    this.#compare();
    this.#mustBe('entries in use', zswap.entries.inUse, expectedCounters.livePages);
    this.#mustBe('objects in the pool', expectedCounters.poolObjects, expectedCounters.livePages);
    this.#mustBe('stores that hold the pool', zswap.poolHolders.size, 0);
    this.#mustBe('stores that tell no end', expectedCounters.storesInFlight, 0);
    this.#mustBe('p99 overshoot', zswap.overshoot.p99(), zswap.expectedOvershoot);
    this.#compareIndex();
    this.#compareLrus();
    this.#compareRejects();
    this.#atRest = false;
  }

  /** Records a violation, unless its subject already has one. */
  note(subject: ViolationSubject, off: number, step: number | null): void {
    if (!this.#violations.has(subject)) this.#violations.set(subject, { subject, off, step });
  }

  violations(): Violation[] {
    return [...this.#violations.values()];
  }

  #compare(): void {
    const zswap = this.#zswap;
    const { counters, entryPoolRefs, memcgParent, memcgs, pool } = zswap;
    const expectedCounters = this.#expectedCounters;
    const { all, acceptedPages, loadedPages, writtenBackPages, poolPages } = expectedCounters;
    const { full, stores } = expectedCounters;
    const { settled, inFlight } = all;
    const most = settled.pages + inFlight.pages;
    this.#mustBe('stored_pages', counters.stored_pages, settled.pages, most);
    this.#mustBe(
      'stored_incompressible_pages',
      counters.stored_incompressible_pages,
      settled.incompressible,
      settled.incompressible + inFlight.incompressible,
    );
    this.#mustBe('zswpout', counters.zswpout, acceptedPages, acceptedPages + inFlight.pages);
    this.#mustBe('zswpin', counters.zswpin, loadedPages);
    this.#mustBe('zswpwb', counters.zswpwb, writtenBackPages);
    this.#mustBe('written_back_pages', counters.written_back_pages, writtenBackPages);
    this.#compareCharges(ALL_MEMCGS, memcgParent, all);
    for (let number = 0; number < memcgs.length; number++) {
      const expected = expectedCounters.memcgs[number];
      this.#compareCharges(EACH_MEMCG[number], memcgs[number], expected);
      const { lruEntries } = memcgs[number];
      this.#compareLru(lruEntries, expected);
      this.#mustBe('lru_entries', lruEntries, expectedCounters.lrus[number].size);
    }
    this.#peaks.observe();
    this.#mustBe('memcg peak', this.#peaks.offBytes, 0);
    this.#mustBe('compressed bytes', zswap.compressedBytes, settled.bytes + inFlight.bytes);
    this.#mustBe('pool_refs', entryPoolRefs, most);
    this.#mustBe('pool_pages', pool.pagesAllocated, poolPages);
    this.#mustBe('pool_limit_hit', counters.pool_limit_hit, zswap.limitHits);
    this.#mustBe('reject_reclaim_fail', counters.reject_reclaim_fail, zswap.reclaimFails);
    this.#mustBe('full flag', Number(zswap.limit.full), Number(full));
    this.#mustBe('stores that hold the pool', zswap.poolHolders.size, stores.poolHolders);
    this.#compareReservations();
    if (isAnyWrong(zswap, expectedCounters)) {
      const wrong = wrongResults(zswap, expectedCounters, this.#isBuiltIn);
      for (const [subject, times] of wrong) this.#mustBe(subject, times, 0);
    }
  }

  /** Reservations are never negative, a parent's are those of its memcgs, and none is left without a store in flight. */
  #compareReservations(): void {
    const { expectedReservations, memcgParent, memcgs, reservations } = this.#zswap;
    this.#mustBe('pool bytes reserved', reservations.bytes, expectedReservations.poolBytes);
    const most = this.#expectedCounters.storesInFlight > 0 ? Number.POSITIVE_INFINITY : 0;
    this.#mustBe('pool bytes reserved', reservations.bytes, 0, most);
    let reservedBytes = 0;
    for (let number = 0; number < memcgs.length; number++) {
      const bytes = memcgs[number].reservedBytes;
      this.#mustBe('memcg bytes reserved', bytes, 0, most);
      this.#mustBe('memcg bytes reserved', bytes, expectedReservations.bytesOf(number));
      reservedBytes += bytes;
    }
    this.#mustBe('memcg bytes reserved', memcgParent.reservedBytes, reservedBytes);
    if (this.#isBuiltIn) this.#compareReservedUsage();
  }

  /** Usage and reservations together do not exceed a limit. */
  #compareReservedUsage(): void {
    const { limit, pool, reservations } = this.#zswap;
    const { bytes } = reservations;
    if (bytes > 0) {
      const usedBytes = pool.pagesAllocated * PAGE_SIZE + bytes;
      this.#mustBe('bytes used and reserved', usedBytes, 0, limit.maxPages * PAGE_SIZE);
    }
    for (const { maxPages, reservedBytes, zswapBytes } of this.#allMemcgs) {
      if (maxPages === null || reservedBytes === 0) continue;
      this.#mustBe('bytes used and reserved', zswapBytes + reservedBytes, 0, maxPages * PAGE_SIZE);
    }
  }

  /** Compares slot and length of each entry in the index; an entry in excess is one of the slab in excess. */
  #compareIndex(): void {
    const { entries, index } = this.#zswap;
    let off = 0;
    for (const [slot, { length }] of this.#expectedCounters.visible) {
      const entry = index.get(slot);
      if (entry === NO_ENTRY) off--;
      else if (entries.slot[entry] !== slot || entries.length[entry] !== length) off++;
    }
    this.#mustBe('index', off, 0);
  }

  #compareLrus(): void {
    const { entries, memcgs } = this.#zswap;
    const { slot, referenced } = entries;
    let off = 0;
    for (const [number, { lru }] of memcgs.entries()) {
      const found: MetEntry[] = [];
      for (const entry of lru) {
        found.push({ slot: slot[entry], referenced: referenced[entry] === 1 });
        // A list longer than the number of entries has a cycle.
        if (found.length > entries.inUse) break;
      }
      off += this.#expectedCounters.lrus[number].differences(found);
    }
    this.#mustBe('LRU order', off, 0);
  }

  /** Compares a memcg's charges; a violation of the sum over all memcgs is not repeated for each. */
  #compareCharges(
    names: ChargeNames,
    { zswapBytes, zswapped }: Memcg,
    { settled, inFlight }: ExpectedMemcg,
  ): void {
    if (!this.#isKnown(names, 'bytes')) {
      this.#mustBe(names.bytes, zswapBytes, settled.bytes, settled.bytes + inFlight.bytes);
    }
    if (!this.#isKnown(names, 'pages')) {
      this.#mustBe(names.pages, zswapped, settled.pages, settled.pages + inFlight.pages);
    }
  }

  #isKnown(names: ChargeNames, name: keyof ChargeNames): boolean {
    if (this.#violations.size === 0 || names === ALL_MEMCGS) return false;
    return this.#violations.has(ALL_MEMCGS[name]);
  }

  #compareLru(lruEntries: number, { settled, inFlight }: ExpectedMemcg): void {
    this.#mustBe('lru_entries', lruEntries, settled.pages, settled.pages + inFlight.pages);
  }

  /** Checks that each failed step incremented the counter of its cause once. */
  #compareRejects(): void {
    const { counters, failedCompressions } = this.#zswap;
    const faults = this.#faults;
    const noEntry = faults.injectedAt('entry_alloc');
    const noMemory = faults.injectedAt('zs_malloc', 'index_node');
    this.#mustBe('reject_kmemcache_fail', counters.reject_kmemcache_fail, noEntry);
    this.#mustBe('reject_alloc_fail', counters.reject_alloc_fail, noMemory);
    const { compress_fail, compress_poor } = failedCompressions;
    this.#mustBe('reject_compress_fail', counters.reject_compress_fail, compress_fail);
    this.#mustBe('reject_compress_poor', counters.reject_compress_poor, compress_poor);
  }

  #mustBe(subject: ViolationSubject, found: number, low: number, high = low): void {
    if (found >= low && found <= high) return;
    const off = found < low ? found - low : found - high;
    const first = this.#violations.get(subject);
    if (first === undefined) this.note(subject, off, this.#step);
    else if (this.#atRest) this.#violations.set(subject, { ...first, off });
  }
}
