import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import { type Entry, NO_ENTRY } from '../../model/zswap/entries.js';
import type { LimitRefusal } from '../../model/zswap/pool-limit.js';
import { Zswap } from '../../model/zswap/zswap.js';
import type { ZswapOptions } from '../../model/zswap/zswap-options.js';
import type { FaultInjector } from '../fault-injector.js';
import { AVERAGE, FULL_FLAG, POOL_PAGES, POOL_REFERENCES } from '../touched-state.js';
import { ExpectedAverage } from './expected-average.js';
import { type CompressionRules, expectedCompression } from './expected-compression.js';
import type { ExpectedCounters } from './expected-counters.js';
import { atMemcgLimit } from './memcg-limit.js';
import { recordedPages, type StoredBytes } from './stored-bytes.js';
import { WatchedReads } from './watched-reads.js';
import { WatchedReservations } from './watched-reservations.js';
import { WatchedShrinks } from './watched-shrinks.js';

/** accept_threshold_percent of every case. */
export const ACCEPT_PERCENT = 90;

/** Options of a zswap whose events go to expected counters. */
export type CheckedZswapOptions = ZswapOptions & {
  readonly events: ExpectedCounters;
  readonly injector: FaultInjector;
};

/**
 * A zswap that checks the results of its own primitives. The expected result follows from usage, lengths and injected faults
 * alone, independently of src/model/zswap: refuse when the pool is at its maximum, and from there down to the accept threshold;
 * refuse when a memcg or its parent has reached its limit in whole pages; keep an incompressible page where kernel and writeback
 * allow it. Source: zswap_check_limits(), obj_cgroup_may_zswap(), zswap_compress(), v6.18.
 */
export class CheckedZswap extends Zswap {
  /** Checks expected to find the pool at its limit. */
  limitHits = 0;
  /** Wrong refusals minus wrong acceptances. */
  wrongPoolChecks = 0;
  wrongMemcgChecks = 0;
  /** Compressions with another result than expected. */
  wrongCompressions = 0;
  /** Failed compressions by expected cause. */
  readonly failedCompressions = { compress_fail: 0, compress_poor: 0 };
  /** Entries met by writeback that it had to leave. */
  reclaimFails = 0;
  readonly shrinks: WatchedShrinks;
  /** Steps that succeeded although they fail, or the reverse. */
  wrongResults = 0;
  /** Entries with other contents than their page. */
  wrongEntries = 0;
  /** Compressions after which the average of lengths is wrong. */
  wrongAverages = 0;
  readonly expectedReservations: WatchedReservations;
  readonly #average = new ExpectedAverage();
  readonly #stored: StoredBytes;
  /** Pages past the limit, after every page that left the pool past it. */
  readonly #overshoots: number[] = [];
  #insertedPages = 0;
  readonly #injector: FaultInjector;
  readonly #expected: ExpectedCounters;
  readonly #rules: CompressionRules;
  readonly #reads: WatchedReads;

  constructor(options: CheckedZswapOptions) {
    const stored = { page: -1, handle: -1, length: 0, count: 0 };
    super({ ...options, pages: recordedPages(options.pages, stored) });
    this.#stored = stored;
    const { injector, events, kernel, memcgs, overflow } = options;
    this.#injector = injector;
    this.#expected = events;
    this.#rules = {
      keeps: kernel.keepsIncompressible && memcgs.writeback,
      longest: kernel.keepsIncompressible ? PAGE_SIZE - 1 : PAGE_SIZE,
      overflow: kernel.lzoOverruns ? overflow : 'compress_fail',
    };
    this.#reads = new WatchedReads(this, events.touched);
    this.expectedReservations = new WatchedReservations(this);
    this.shrinks = new WatchedShrinks(this, events, { writeback: memcgs.writeback });
  }

  override checkLimits(folio: Folio): LimitRefusal | null {
    const before = this.#injector.injected;
    this.#expected.touched.reads |= POOL_PAGES | FULL_FLAG;
    const answer = super.checkLimits(folio);
    const { maxPages } = this.limit;
    const pages = this.#injector.injected > before ? maxPages : this.pool.pagesAllocated;
    if (pages >= maxPages) {
      this.limitHits++;
      this.#setFull(true);
    } else if (pages <= Math.floor((maxPages * ACCEPT_PERCENT) / 100)) {
      this.#setFull(false);
    }
    this.wrongPoolChecks += Number(answer !== null) - Number(this.#expected.full);
    const cause = pages >= maxPages ? 'pool_limit' : 'hysteresis';
    this.#expected.stores.primitive(this.#expected.full ? cause : null);
    return answer;
  }

  override mayZswap(folio: Folio): boolean {
    const before = this.#injector.injected;
    const answer = super.mayZswap(folio);
    const refuses =
      this.#injector.injected > before ||
      atMemcgLimit(this.memcgs[folio.memcg]) ||
      atMemcgLimit(this.memcgParent);
    this.wrongMemcgChecks += Number(!answer) - Number(refuses);
    this.#expected.stores.primitive(refuses ? 'memcg_limit' : null);
    return answer;
  }

  override getPool(folio: Folio): boolean {
    const before = this.#injector.injected;
    const answer = super.getPool(folio);
    const refused = this.#injector.injected > before;
    this.#expected.touched.writes |= POOL_REFERENCES;
    this.#expected.stores.primitive(refused ? 'pool_ref' : null);
    if (!refused) this.#expected.stores.tookPool();
    this.#compareResult(answer, !refused);
    return answer;
  }

  override allocateEntry(folio: Folio): Entry {
    const before = this.#injector.injected;
    const entry = super.allocateEntry(folio);
    const failed = this.#injector.injected > before;
    this.#expected.stores.primitive(failed ? 'kmemcache_fail' : null);
    if (!failed) this.#expected.stores.allocated();
    this.#compareResult(entry !== NO_ENTRY, !failed);
    return entry;
  }

  override compress(folio: Folio, index: number): number {
    const errors = this.#injector.injectedAt('compress_error');
    const before = this.#injector.injected;
    const length = super.compress(folio, index);
    const { failed, lengthBytes } = expectedCompression(this.#rules, {
      payloadBytes: this.payloadOf(folio, index),
      error: this.#injector.injectedAt('compress_error') > errors,
      overflows: this.#injector.injected > before,
    });
    this.#expected.stores.compressed();
    this.#expected.stores.primitive(failed);
    if (failed !== null) this.failedCompressions[failed]++;
    this.#average.add(failed === null ? lengthBytes : PAGE_SIZE);
    this.#expected.touched.writes |= AVERAGE;
    if (this.#reads.averageBytes(PAGE_SIZE) !== this.#average.bytes) this.wrongAverages++;
    if (failed === null ? length !== lengthBytes : length >= 0) this.wrongCompressions++;
    if (this.#rules.keeps && length === PAGE_SIZE) {
      this.#injector.coverage.step('incompressible page kept');
    }
    return length;
  }

  override insert(entry: Entry, folio: Folio, index: number, length: number): boolean {
    const before = this.#injector.injected;
    const { count } = this.#stored;
    const answer = super.insert(entry, folio, index, length);
    const failed = this.#injector.injected > before;
    this.#expected.stores.primitive(failed ? 'alloc_fail' : null);
    this.#compareResult(answer, !failed);
    if (failed) return answer;
    this.#expected.stores.inserted();
    this.#insertedPages++;
    const past = this.pool.pagesAllocated - this.limit.maxPages;
    if (past > 0) this.#overshoots.push(past);
    const isWhole = this.#stored.count === count + 1 && this.#holdsPage(entry, folio, index);
    if (!isWhole || this.#stored.length !== length) this.wrongEntries++;
    return answer;
  }

  override publish(entry: Entry, folio: Folio): boolean {
    const before = this.#injector.injected;
    this.#expected.publishing = true;
    const answer = super.publish(entry, folio);
    this.#expected.publishing = false;
    const failed = this.#injector.injected > before;
    this.#expected.stores.primitive(failed ? 'alloc_fail' : null);
    this.#compareResult(answer, !failed);
    if (!failed) this.#expected.stores.published();
    return answer;
  }

  override discard(entry: Entry): void {
    super.discard(entry);
    this.#injector.coverage.step('unpublished entry discarded');
  }

  override addToLru(entry: Entry): void {
    super.addToLru(entry);
    const { memcg, slot, referenced } = this.entries;
    // A store adds each entry as referenced; the setup also adds others.
    const bit = this.#injector.acting >= 0 || referenced[entry] === 1;
    this.#expected.lrus[memcg[entry]].add(slot[entry], bit);
    this.#expected.touched.wroteLru(memcg[entry]);
  }

  override erase(slot: number): boolean {
    this.#expected.touched.readSlot(slot);
    return super.erase(slot);
  }

  override writeBack(entry: Entry, slot: number): boolean {
    const answer = super.writeBack(entry, slot);
    this.#injector.coverage.step(
      answer ? 'page written back' : 'page in flight kept from writeback',
    );
    if (!answer) this.reclaimFails++;
    return answer;
  }

  /** Whether pages that do not compress are kept as they are. */
  get keepsPages(): boolean {
    return this.#rules.keeps;
  }

  /** Pages past the limit that at least 99 of 100 pages did not exceed. */
  get expectedOvershoot(): number {
    const falling = this.#overshoots.toSorted((a, b) => b - a);
    return falling[Math.floor(this.#insertedPages / 100)] ?? 0;
  }

  /** Returns whether an entry is that of a page. */
  #holdsPage(entry: Entry, folio: Folio, index: number): boolean {
    const { slot, page, handle, memcg, node, length } = this.entries;
    const stored = this.#stored;
    const expectedPage = this.#expected.pageAt(folio.slot + index) ?? folio.page + index;
    return (
      slot[entry] === folio.slot + index &&
      page[entry] === expectedPage &&
      stored.page === expectedPage &&
      handle[entry] === this.#expected.lastHandle &&
      stored.handle === this.#expected.lastHandle &&
      memcg[entry] === folio.memcg &&
      node[entry] === (folio.node ?? 0) &&
      length[entry] === stored.length
    );
  }

  #compareResult(found: boolean, expected: boolean): void {
    if (found !== expected) this.wrongResults++;
  }

  #setFull(full: boolean): void {
    if (full !== this.#expected.full) {
      this.#injector.coverage.step(full ? 'full flag set' : 'full flag cleared');
      this.#expected.touched.writes |= FULL_FLAG;
    }
    this.#expected.full = full;
  }
}
