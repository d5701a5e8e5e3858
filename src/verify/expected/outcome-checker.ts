import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import { LIMIT_CAUSES, REJECT_CAUSES } from '../../result/reject-causes.js';
import type { RejectCause, StoreOutcome } from '../../strategy/store-outcome.js';
import type { Strategy } from '../../strategy/strategy.js';
import { type CheckCase, LENGTH_FAULTS } from '../check-case.js';
import { USAGE } from '../touched-state.js';
import type { CheckedZswap } from './checked-zswap.js';
import type { ExpectedCounters } from './expected-counters.js';
import type { StoreEnd } from './expected-stores.js';
import type { InvariantChecker } from './invariant-checker.js';
import { atMemcgLimit } from './memcg-limit.js';

/** Causes of which a policy may be the author, by the room that limits it; null: no limit is needed. */
const OWN_CAUSES: ReadonlyMap<RejectCause, 'roomPages' | 'memcgRooms' | null> = new Map([
  ['headroom', null],
  ['pool_limit', 'roomPages'],
  ['memcg_limit', 'memcgRooms'],
]);

/** Shrinks of a store that makes room: one clears a referenced bit, one writes back. */
const SHRINKS_PER_PAGE = 2;

/** Compares the outcomes of a case's stores with what their primitives returned. */
export class OutcomeChecker {
  readonly #zswap: CheckedZswap;
  readonly #expected: ExpectedCounters;
  readonly #checker: InvariantChecker;
  readonly #strategy: Strategy;
  readonly #plan: CheckCase;
  #requests: 'none' | 'some' | 'unknown' = 'none';

  constructor(
    zswap: CheckedZswap,
    expected: ExpectedCounters,
    checker: InvariantChecker,
    { strategy, plan }: { readonly strategy: Strategy; readonly plan: CheckCase },
  ) {
    this.#zswap = zswap;
    this.#expected = expected;
    this.#checker = checker;
    this.#strategy = strategy;
    this.#plan = plan;
    const changed = plan.faults.some(({ point }) => LENGTH_FAULTS.includes(point));
    const knows = strategy.clairvoyant !== true || !changed;
    if (strategy.endsWithin === true && knows) {
      expected.onAccepted.push(() => this.#compareLimits());
    }
  }

  /** Compares the outcome of a task's store. */
  ended(task: number, folio: Folio, outcome: StoreOutcome): void {
    const ends = this.#expected.stores.endsOf(task);
    const acceptedPages = acceptedOf(ends, folio);
    this.#comparePages(folio, outcome, acceptedPages);
    const [whole] = ends;
    if (whole === undefined) return;
    this.#compareCause(folio, outcome, whole, acceptedPages);
    const wasted = ends.reduce((sum, end) => sum + (end.accepted ? 0 : end.compressed), 0);
    this.#note('wasted compressions', outcome.wasted - wasted);
    this.#countRequests(outcome, ends);
    this.#compareEnds(folio, outcome, ends);
    this.#compareShrinks(task, folio, outcome);
  }

  /** Compares requests of the shrink worker after all tasks have ended: no case runs the worker. */
  atEnd(): void {
    const found = this.#zswap.workerQueued;
    if (this.#requests === 'unknown') return;
    this.#note('worker requests', Number(found) - Number(this.#requests === 'some'));
  }

  /** Compares a folio's pages in zswap with the outcome: all or none, unless the strategy splits folios. */
  #comparePages(folio: Folio, { refused, storedPages }: StoreOutcome, acceptedPages: number): void {
    let present = 0;
    let writtenBack = 0;
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
      const here = this.#zswap.has(slot);
      if (this.#expected.holds(slot) !== here) this.#note('index', here ? 1 : -1);
      if (here) present++;
      else if (this.#expected.wasTaken(slot)) writtenBack++;
    }
    const whole = refused === null ? folio.pageCount : 0;
    const expected = this.#strategy.splits === true ? acceptedPages : whole;
    this.#note('pages said to be stored', storedPages - expected);
    // 6.12 leaves older entries in place when it refuses a large folio.
    if (refused === 'large_folio') return;
    const off = Math.max(0, present - expected) + Math.min(0, present + writtenBack - expected);
    this.#note('pages of the folio', off);
  }

  /** A store has the cause for which a primitive or a policy failed last; a module's path may refuse on its own. */
  #compareCause(
    folio: Folio,
    { refused }: StoreOutcome,
    { accepted, failed }: StoreEnd,
    acceptedPages: number,
  ): void {
    const { module, splits } = this.#strategy;
    const isWhole = splits === true ? acceptedPages === folio.pageCount : accepted;
    const expected = isWhole ? null : failed;
    const isUnknown = refused !== null && !REJECT_CAUSES.includes(refused);
    if (isUnknown) this.#note('reject cause', 1);
    if (isUnknown || refused === expected) return;
    const wrong = expected !== null || !this.#isOwnCause(folio, refused, module !== undefined);
    if (wrong || isWhole) this.#note('reject cause', 1);
  }

  /** Returns whether a strategy may refuse a folio for a cause that no primitive gave. */
  #isOwnCause({ pageCount }: Folio, refused: RejectCause | null, isModule: boolean): boolean {
    if (refused === null) return false;
    if (refused === 'large_folio') return pageCount > 1;
    const { incompressible, roomPages, memcgRoomPages, parentRoomPages } = this.#plan;
    if (refused === 'compress_fail' || refused === 'compress_poor') {
      const refuses = incompressible !== undefined && !this.#zswap.keepsPages;
      return this.#strategy.clairvoyant === true && refuses;
    }
    const limit = OWN_CAUSES.get(refused);
    if (!isModule || limit === undefined) return false;
    if (limit === 'roomPages') return roomPages !== null;
    return limit === null || memcgRoomPages !== null || parentRoomPages !== null;
  }

  /** A store ends once; a strategy that splits folios tries each page of a refused one. */
  #compareEnds(
    { pageCount }: Folio,
    { failingPage }: StoreOutcome,
    ends: readonly StoreEnd[],
  ): void {
    const { clairvoyant, splits, module } = this.#strategy;
    if (module !== undefined) return;
    const [{ accepted, published }] = ends;
    const tried = splits !== true || accepted || pageCount === 1 ? 0 : pageCount;
    this.#note('ends of a store', ends.length - 1 - tried);
    // A clairvoyant store fails at a page that it has not compressed.
    if (clairvoyant !== true) this.#note('failing page', failingPage - published);
  }

  /**
   * A store shrinks its memcg within its budget. One that makes room does so until there is room, nothing is left to write back, or
   * the budget is spent.
   */
  #compareShrinks(task: number, folio: Folio, { refused }: StoreOutcome): void {
    const { makesRoom, module, splits } = this.#strategy;
    if (module !== undefined || splits === true) return;
    const { shrinks, limitRefusals } = this.#expected.stores.shrinksOf(task);
    const budget =
      makesRoom === undefined ? limitRefusals.memcg : SHRINKS_PER_PAGE * folio.pageCount;
    // `batch`, which follows, may shrink once.
    const most = budget + Number(makesRoom === 'before');
    this.#note('shrinks of a store', Math.max(0, shrinks.length - most));
    if (shrinks.length >= budget || shrinks.at(-1) === 'nothing') return;
    if (this.#lacksRoom(folio, refused)) this.#note('shrinks of a store', shrinks.length - budget);
  }

  /** Returns whether a store that makes room ended without. */
  #lacksRoom({ memcg }: Folio, refused: RejectCause | null): boolean {
    const { memcgs, memcgParent } = this.#zswap;
    const { makesRoom } = this.#strategy;
    this.#expected.touched.reads |= USAGE;
    if (makesRoom === 'after') return atMemcgLimit(memcgs[memcg]) || atMemcgLimit(memcgParent);
    if (makesRoom === undefined) return false;
    // Another task, or a fault, may take the room that the store has found.
    const { tasks, faults } = this.#plan;
    return tasks.length === 1 && faults.length === 0 && LIMIT_CAUSES.has(refused);
  }

  /** A store that ends within the limits leaves none exceeded by its own pages. */
  #compareLimits(): void {
    const { limit, pool, memcgParent, memcgs } = this.#zswap;
    const task = this.#plan.tasks[this.#expected.acting];
    if (task?.kind !== 'store') return;
    this.#expected.touched.reads |= USAGE;
    const past = [memcgs[task.memcg], memcgParent].filter(
      ({ maxPages, zswapBytes }) => maxPages !== null && zswapBytes > maxPages * PAGE_SIZE,
    );
    if (past.length > 0 || pool.pagesAllocated > limit.maxPages) this.#expected.storesPastLimit++;
  }

  #countRequests({ refused }: StoreOutcome, ends: readonly StoreEnd[]): void {
    const failed = ends.filter(({ accepted }) => !accepted);
    if (failed.length === 0 || refused === 'large_folio') return;
    if (refused === 'headroom' || failed.some(({ full }) => full)) {
      this.#requests = 'some';
      this.#expected.coverage.step('worker queued');
    } else if (this.#strategy.splits === true && this.#requests === 'none') {
      // A page of a split folio may be refused for want of headroom, which its folio's outcome does not show.
      this.#requests = 'unknown';
    }
  }

  #note(subject: Parameters<InvariantChecker['note']>[0], off: number): void {
    if (off !== 0) this.#checker.note(subject, off, null);
  }
}

/** Returns the pages of a folio that were accepted, as a whole or one by one. */
function acceptedOf([whole, ...parts]: readonly StoreEnd[], { pageCount }: Folio): number {
  if (whole?.accepted === true) return pageCount;
  return parts.filter(({ accepted }) => accepted).length;
}
