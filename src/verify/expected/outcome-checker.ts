import type { Folio } from '../../model/folio/folio.js';
import { LIMIT_CAUSES } from '../../result/reject-causes.js';
import type { RejectCause, StoreOutcome } from '../../strategy/store-outcome.js';
import type { Strategy } from '../../strategy/strategy.js';
import type { CheckCase } from '../check-case.js';
import { atMemcgLimit, type CheckedZswap } from './checked-zswap.js';
import type { ExpectedCounters } from './expected-counters.js';
import type { StoreEnd } from './expected-stores.js';
import type { InvariantChecker } from './invariant-checker.js';

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
  }

  /** Compares the outcome of a task's store. */
  ended(task: number, folio: Folio, outcome: StoreOutcome): void {
    this.#comparePages(folio, outcome);
    const ends = this.#expected.stores.endsOf(task);
    const [whole] = ends;
    if (whole === undefined) return;
    this.#compareCause(folio, outcome, whole);
    const wasted = ends.reduce((sum, end) => sum + (end.accepted ? 0 : end.compressed), 0);
    this.#note('wasted compressions', outcome.wasted - wasted);
    this.#countRequests(outcome, ends);
    this.#comparePagesTried(folio, ends);
    this.#compareShrinks(task, folio, outcome);
  }

  /** Compares requests of the shrink worker after all tasks have ended: no case runs the worker. */
  atEnd(): void {
    const found = this.#zswap.workerQueued;
    if (this.#requests === 'unknown') return;
    this.#note('worker requests', Number(found) - Number(this.#requests === 'some'));
  }

  /** Compares a folio's pages in zswap with the outcome: all or none, unless the strategy splits folios. */
  #comparePages(folio: Folio, { refused, storedPages }: StoreOutcome): void {
    let present = 0;
    let writtenBack = 0;
    for (let slot = folio.slot; slot < folio.slot + folio.pageCount; slot++) {
      const here = this.#zswap.has(slot);
      if (this.#expected.holds(slot) !== here) this.#note('index', here ? 1 : -1);
      if (here) present++;
      else if (this.#expected.wasTaken(slot)) writtenBack++;
    }
    // 6.12 leaves older entries in place when it refuses a large folio.
    if (refused === 'large_folio') return;
    const whole = refused === null ? folio.pageCount : 0;
    const expected = this.#strategy.splits === true ? storedPages : whole;
    const off = Math.max(0, present - expected) + Math.min(0, present + writtenBack - expected);
    this.#note('pages of the folio', off);
    this.#note('pages said to be stored', storedPages - expected);
  }

  /** A store that ended because a primitive failed has its cause; a limit policy may refuse on its own. */
  #compareCause(folio: Folio, { refused }: StoreOutcome, { accepted, failed }: StoreEnd): void {
    if (this.#strategy.splits === true && refused === null) return;
    const expected = accepted ? null : failed;
    if (refused === expected) return;
    // A limit that was found full may have room later.
    const wrong = expected !== null || !this.#isOwnCause(folio, refused);
    if (wrong || accepted) this.#note('reject cause', 1);
  }

  /** Returns whether a strategy may refuse a folio for a cause that no primitive gave. */
  #isOwnCause({ pageCount }: Folio, refused: RejectCause | null): boolean {
    if (refused === null) return false;
    if (refused === 'large_folio') return pageCount > 1;
    const { incompressible, roomPages, memcgRoomPages, parentRoomPages } = this.#plan;
    if (refused === 'compress_fail' || refused === 'compress_poor') {
      return this.#strategy.clairvoyant === true && incompressible !== undefined;
    }
    const limit = OWN_CAUSES.get(refused);
    if (limit === undefined) return false;
    if (limit === 'roomPages') return roomPages !== null;
    return limit === null || memcgRoomPages !== null || parentRoomPages !== null;
  }

  /** A strategy that splits folios tries each page of a refused one. */
  #comparePagesTried({ pageCount }: Folio, ends: readonly StoreEnd[]): void {
    const { splits, module } = this.#strategy;
    if (splits !== true || module !== undefined) return;
    const tried = ends[0].accepted || pageCount === 1 ? 0 : pageCount;
    this.#note('single pages tried', ends.length - 1 - tried);
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
    if (makesRoom === 'after') return atMemcgLimit(memcgs[memcg]) || atMemcgLimit(memcgParent);
    if (makesRoom === undefined) return false;
    // Another task, or a fault, may take the room that the store has found.
    const { tasks, faults } = this.#plan;
    return tasks.length === 1 && faults.length === 0 && LIMIT_CAUSES.has(refused);
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
