import { zeroCounts } from '../common/counts.js';
import { roundedRatio } from '../common/rounded-ratio.js';
import type { Folio } from '../model/folio/folio.js';
import { isIncompressible } from '../model/zswap/length-rules.js';
import type { Zswap } from '../model/zswap/zswap.js';
import type { ModelExact, Offered } from '../result/document.js';
import { REJECT_CAUSES } from '../result/reject-causes.js';
import { median } from '../statistics/estimate.js';
import type { StoreOutcome } from '../strategy/store-outcome.js';

type Count = { -readonly [K in keyof Offered]: Offered[K] };

/** Counts the outcomes of stores. */
export class StoreStatistics {
  readonly folios: Count = { offered: 0, stored: 0, rejected: 0, zero: 0 };
  readonly pages: Count & { incompressible: number; preloaded: number } = {
    offered: 0,
    stored: 0,
    rejected: 0,
    zero: 0,
    incompressible: 0,
    preloaded: 0,
  };
  readonly rejects = zeroCounts(REJECT_CAUSES);
  /** Pages compressed by stores that failed. */
  wastedCompressions = 0;
  /** Folios refused while older entries remained. */
  lruInversions = 0;
  /** False rejects: folios refused that would have fitted below both limits when their store ended. */
  refusedThatFitted = 0;
  /** Rounds started. */
  rounds = 0;
  readonly storedByTask: number[];
  readonly storedByMemcg: number[];
  readonly #zswap: Zswap;
  readonly #failingPage = new Map<number, number>();
  readonly #firstStoreNs: number[] = [];
  #roundBeganNs = 0;
  #roundHasStore = true;
  #roundHasRefusal = false;
  #roundsWithRefusal = 0;

  constructor(zswap: Zswap, tasks: number) {
    this.#zswap = zswap;
    this.storedByTask = new Array(tasks).fill(0);
    this.storedByMemcg = new Array(zswap.memcgs.length).fill(0);
  }

  /** Counts a zero folio, which does not reach zswap. */
  zero(folio: Folio): void {
    this.#offered(folio);
    this.folios.zero++;
    this.pages.zero += folio.pageCount;
  }

  /** Starts a round of stores. */
  roundBegins(nowNs: number): void {
    this.rounds++;
    this.#roundBeganNs = nowNs;
    this.#roundHasStore = false;
    this.#roundHasRefusal = false;
  }

  /** Counts the outcome of a task's store. */
  stored(task: number, folio: Folio, outcome: StoreOutcome, nowNs: number): void {
    this.storedAtOnce(task, folio, outcome);
    if (outcome.refused !== null) {
      if (!this.#roundHasRefusal) this.#roundsWithRefusal++;
      this.#roundHasRefusal = true;
      return;
    }
    if (!this.#roundHasStore) this.#firstStoreNs.push(nowNs - this.#roundBeganNs);
    this.#roundHasStore = true;
  }

  /** Counts the outcome of a store that took no virtual time. */
  storedAtOnce(task: number, folio: Folio, outcome: StoreOutcome): void {
    const { refused, storedPages, failingPage, wasted } = outcome;
    this.#offered(folio);
    this.pages.stored += storedPages;
    this.pages.rejected += folio.pageCount - storedPages;
    this.wastedCompressions += wasted;
    this.storedByTask[task] += storedPages;
    this.storedByMemcg[folio.memcg] += storedPages;
    if (storedPages > 0) this.pages.incompressible += this.#incompressible(folio, refused !== null);
    if (refused === null) {
      this.folios.stored++;
      return;
    }
    this.folios.rejected++;
    this.rejects[refused]++;
    this.#failingPage.set(failingPage, (this.#failingPage.get(failingPage) ?? 0) + 1);
    // The stored pages of a split folio are not older entries.
    if (this.#zswap.memcgs[folio.memcg].lruEntries > storedPages) this.lruInversions++;
    if (this.#wouldFit(folio)) this.refusedThatFitted++;
  }

  failingPages(): ModelExact['failingPage'] {
    return [...this.#failingPage].sort((a, b) => a[0] - b[0]);
  }

  /** Number of rounds in which every store failed. */
  get allFailedRounds(): number {
    return this.rounds - this.#firstStoreNs.length;
  }

  /** Number of rounds in which every store was accepted. */
  get allStoredRounds(): number {
    return this.rounds - this.#roundsWithRefusal;
  }

  /** Median virtual time from a round's start to its first accepted folio; null if no round has one. */
  get firstStoreNs(): number | null {
    return this.#firstStoreNs.length === 0 ? null : Math.floor(median(this.#firstStoreNs));
  }

  #offered(folio: Folio): void {
    this.folios.offered++;
    this.pages.offered += folio.pageCount;
  }

  /** Returns whether the compressed folio fits below both limits, regardless of the full flag. */
  #wouldFit(folio: Folio): boolean {
    const { limit, pool, memcgs } = this.#zswap;
    const roomPages = limit.maxPages - pool.pagesAllocated;
    const roomBytes = memcgs[folio.memcg].roomBytes();
    if (roomPages < 0 || roomBytes <= 0) return false;
    const lengths = Uint16Array.from({ length: folio.pageCount }, (_, index) =>
      this.#zswap.lengthOf(folio, index),
    );
    if (pool.growthOfAll(lengths) > roomPages) return false;
    return lengths.reduce((sum, length) => sum + length, 0) <= roomBytes;
  }

  /** Counts the folio's incompressible pages in zswap. */
  #incompressible(folio: Folio, partly: boolean): number {
    let count = 0;
    for (let index = 0; index < folio.pageCount; index++) {
      if (!isIncompressible(this.#zswap.kernel, this.#zswap.lengthOf(folio, index))) continue;
      if (!partly || this.#zswap.has(folio.slot + index)) count++;
    }
    return count;
  }
}

/**
 * Returns Jain's fairness index (1984) of shares: 1 if all are equal, 1 / n if one has all; null if all are 0.
 */
export function fairness(shares: readonly number[]): number | null {
  const sum = shares.reduce((total, share) => total + share, 0);
  const squares = shares.reduce((total, share) => total + share * share, 0);
  return roundedRatio(sum * sum, shares.length * squares);
}
