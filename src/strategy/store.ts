import type { Folio } from '../model/folio/folio.js';
import type { Entry } from '../model/zswap/entries.js';
import { firstRefusedPage } from '../model/zswap/first-refused-page.js';
import { shrinkMemcg } from '../model/zswap/shrink-memcg.js';
import type { ShrinkResult } from '../model/zswap/shrink-result.js';
import type { StepCosts } from '../model/zswap/step-costs.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { LimitPolicies } from './limit-policy.js';
import type { RejectCause, StoreOutcome } from './store-outcome.js';
import { outOfOrder, StorePages } from './store-pages.js';

/** A step that yields its own cost: call it with `yield*`. All other steps take effect at once, after the `yield` of their cost. */
type TimedStep<Result> = Generator<number, Result, void>;

/** In-flight mark that keeps writeback away from the folio. */
export interface InFlight {
  clear(): void;
}

/**
 * Store of one folio: the steps of zswap_store(), which store paths put in order. A step returns null on success, or the
 * outcome of the failed store, which is already rolled back. The Store counts pages itself, so an outcome does not depend on
 * the path.
 */
export class Store {
  readonly zswap: Zswap;
  readonly folio: Folio;
  readonly pageCount: number;
  /** Virtual time of each step, in ns. */
  readonly costs: StepCosts;
  /** Outcome of the store; null while it is in flight. */
  outcome: StoreOutcome | null = null;
  readonly #policies: LimitPolicies;
  readonly #pages: StorePages;
  readonly #inFlight: InFlight;
  #countedOut = 0;
  #holdsPool = false;
  #parts: Store[] | null = null;

  constructor(zswap: Zswap, folio: Folio, policies: LimitPolicies, inFlight: InFlight) {
    this.zswap = zswap;
    this.folio = folio;
    this.pageCount = folio.pageCount;
    this.costs = zswap.costs;
    this.#policies = policies;
    this.#pages = new StorePages(zswap, folio, policies);
    this.#inFlight = inFlight;
  }

  /**
   * Checks both limits for the next `pages` pages, the memcg's first. If a memcg is at its limit, the folio's own
   * memcg is shrunk once, and the store continues if a page was written back.
   */
  *checkLimits(pages: number = this.pageCount): TimedStep<StoreOutcome | null> {
    yield this.costs.limitCheckNs;
    const over = this.#policies.memcg.admit(this.folio, pages);
    const refused = over === null ? null : yield* this.#shrinkAndRecheck(pages, over);
    return refused ?? this.checkGlobalLimit(pages);
  }

  /** Checks the memcg limit alone, as {@link checkLimits} does. */
  *checkMemcgLimit(pages: number): TimedStep<StoreOutcome | null> {
    yield this.costs.limitCheckNs;
    const over = this.#policies.memcg.admit(this.folio, pages);
    return over === null ? null : yield* this.#shrinkAndRecheck(pages, over);
  }

  /** Checks the global limit alone. */
  checkGlobalLimit(pages: number): StoreOutcome | null {
    return this.#refuseFor(this.#policies.global.admit(this.folio, pages));
  }

  /** Returns the cause for which a limit would refuse the folio now, without a reservation or a failure. */
  probeLimits(): RejectCause | null {
    const { global, memcg } = this.#policies;
    const { folio, pageCount } = this;
    const cause = memcg.admit(folio, pageCount) ?? global.admit(folio, pageCount);
    memcg.undo(folio);
    global.undo(folio);
    return cause;
  }

  /** Fails before compression at the first incompressible page that the kernel does not keep. */
  refuseIncompressible(): StoreOutcome | null {
    const index = firstRefusedPage(this.zswap, this.folio);
    return index < 0 ? null : this.#fail(this.zswap.overflow, index);
  }

  /** zswap_pool_current_get(): takes a reference to the pool; null at once if the store holds one. */
  getPool(): StoreOutcome | null {
    return this.#holdsPool ? null : this.getPoolAgain();
  }

  /** zswap_pool_tryget() for an entry, as in v7: can fail while the store holds a reference. */
  getPoolAgain(): StoreOutcome | null {
    this.#holdsPool = this.zswap.getPool(this.folio);
    return this.#holdsPool ? null : this.refuse('pool_ref');
  }

  /** Allocates the entries of the next `count` pages; costs `entryAllocateNs` each. */
  allocateEntries(count: number = this.pageCount): StoreOutcome | null {
    return this.#refuseFor(this.#pages.allocate(count));
  }

  /** Compresses the next page, which has an entry, into the pool; costs `compressNs`. */
  compress(index: number): StoreOutcome | null {
    return this.#refuseFor(this.#pages.compress(index));
  }

  /** Makes the next compressed page visible at its swap slot and frees an older entry there; costs `publishNs`. */
  publish(index: number): StoreOutcome | null {
    return this.#refuseFor(this.#pages.publish(index));
  }

  /** Settles with both policies, then charges, counts and adds to the LRU all published pages; costs `accountNs`. */
  account(): StoreOutcome | null {
    const { global, memcg } = this.#policies;
    const { bytes } = this.#pages;
    const cause = memcg.settle(this.folio, bytes) ?? global.settle(this.folio, bytes);
    if (cause !== null) return this.refuse(cause);
    this.#pages.account();
    return null;
  }

  /** Charges, counts and adds to the LRU the page that was just published; `account` replaces charging and counting. */
  accountPage(account?: (entry: Entry) => void): void {
    this.#pages.accountPage(account);
  }

  /** Counts a page in ZSWPOUT before the store has ended, as v7 does; a failure does not take it back. */
  countOut(): void {
    this.zswap.counters.zswpout++;
    this.#countedOut++;
  }

  /** Ends a store with all its pages in zswap; counts them in ZSWPOUT. */
  stored(): StoreOutcome {
    const { zswap, folio, pageCount } = this;
    if (this.#pages.published !== pageCount) throw outOfOrder('stored()');
    zswap.counters.zswpout += pageCount - this.#countedOut;
    zswap.poolHolders.delete(folio);
    zswap.events.accepted(pageCount);
    return this.#end({ refused: null, storedPages: pageCount, failingPage: pageCount, wasted: 0 });
  }

  /**
   * Fails the store: policies release their reservations, all old and new pages of the folio are freed, and the shrink worker
   * is queued if the pool is full or an estimate did not fit.
   */
  refuse(cause: RejectCause): StoreOutcome {
    return this.#fail(cause, this.#pages.published);
  }

  /** Fails the store at once without touching older entries at its slots, as 6.12 does with large folios. */
  refuseUntouched(cause: RejectCause): StoreOutcome {
    this.zswap.events.refused(this.pageCount);
    return this.#end({ refused: cause, storedPages: 0, failingPage: 0, wasted: 0 });
  }

  /** Calls shrink_memcg() once for the folio's memcg. */
  *shrinkMemcg(): TimedStep<ShrinkResult> {
    const { result, costNs } = shrinkMemcg(this.zswap, this.zswap.memcgs[this.folio.memcg]);
    yield costNs;
    return result;
  }

  /** Allows writeback of the folio's pages while the path continues, as after the end of reclaim. */
  leaveSwapCache(): void {
    this.#inFlight.clear();
  }

  /** Starts the store of one page as an order-0 folio, after the store of the whole folio failed. */
  startPage(index: number): Store {
    const { slot, page } = this.folio;
    const folio = { ...this.folio, slot: slot + index, page: page + index, pageCount: 1 };
    const part = new Store(this.zswap, folio, this.#policies, this.#inFlight);
    this.#parts ??= [];
    this.#parts.push(part);
    return part;
  }

  /** Ends a store whose pages were stored one by one. It fails with its first cause unless all pages are in zswap. */
  endOfPages(): StoreOutcome {
    const outcomes = [this, ...(this.#parts ?? [])].map((part) => part.outcome);
    const whole = outcomes[0] as StoreOutcome;
    this.outcome = null;
    const sum = (field: 'storedPages' | 'wasted') =>
      outcomes.reduce((total, outcome) => total + (outcome?.[field] ?? 0), 0);
    const storedPages = sum('storedPages');
    const refused = storedPages === this.pageCount ? null : whole.refused;
    return this.#end({ ...whole, refused, storedPages, wasted: sum('wasted') });
  }

  /** Returns the progress for messages. */
  toString(): string {
    const { compressed, published } = this.#pages;
    return `folio ${this.folio.number}, ${compressed} of ${this.pageCount} pages compressed, ${published} published`;
  }

  *#shrinkAndRecheck(pages: number, over: RejectCause): TimedStep<StoreOutcome | null> {
    if ((yield* this.shrinkMemcg()) !== 'written') return this.refuse(over);
    const { memcg } = this.#policies;
    return memcg.rechecks ? this.#refuseFor(memcg.admit(this.folio, pages)) : null;
  }

  #refuseFor(cause: RejectCause | null): StoreOutcome | null {
    return cause === null ? null : this.refuse(cause);
  }

  #fail(cause: RejectCause, failingPage: number): StoreOutcome {
    const { zswap, folio } = this;
    this.#pages.drop();
    this.#policies.memcg.undo(folio);
    this.#policies.global.undo(folio);
    zswap.eraseFolio(folio);
    zswap.poolHolders.delete(folio);
    if (zswap.limit.full || cause === 'headroom') zswap.workerQueued = true;
    zswap.events.refused(folio.pageCount);
    const wasted = this.#pages.compressed;
    return this.#end({ refused: cause, storedPages: 0, failingPage, wasted });
  }

  #end(outcome: StoreOutcome): StoreOutcome {
    if (this.outcome !== null) throw outOfOrder('a second end of the store');
    this.outcome = outcome;
    return outcome;
  }
}
