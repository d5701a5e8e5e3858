import type { Folio } from '../../src/model/folio/folio.js';
import type { StoreOutcome } from '../../src/strategy/store-outcome.js';
import type { Strategy } from '../../src/strategy/strategy.js';
import type { GaugeDrift } from './consistency.js';

/**
 * Drift caused by the reproduced kernel bugs, computed from the outcomes of stores alone:
 *
 *   v7     ZSWPOUT still counts the k pages stored before a failure.
 *   6.13   A store that failed subtracts its k pages from stored_pages, zswap and zswapped, which never included them; one that
 *          succeeded adds 1 to zswapped instead of N.
 */
export class KnownDrift {
  zswpout = 0;
  stored_pages = 0;
  readonly zswap: number[];
  readonly zswapped: number[];
  readonly #declared: readonly string[];
  readonly #lengthOf: ((page: number) => number) | undefined;

  /** @param lengthOf what a page is charged; needed where stores fail */
  constructor(strategy: Strategy, memcgs: number, lengthOf?: (page: number) => number) {
    this.#declared = strategy.knownDrift;
    this.#lengthOf = lengthOf;
    this.zswap = Array(memcgs).fill(0);
    this.zswapped = Array(memcgs).fill(0);
  }

  /** A store has ended. */
  ended(folio: Folio, { refused, failingPage }: StoreOutcome): this {
    // A folio that was split has failed at first, even if all its pages are in by now.
    const failed = refused !== null || failingPage < folio.pageCount;
    if (this.#declared.includes('zswpout') && failed) this.zswpout += failingPage;
    if (!this.#declared.includes('stored_pages')) return this;
    if (failed) {
      this.stored_pages -= failingPage;
      this.zswapped[folio.memcg] -= failingPage;
      for (let i = 0; i < failingPage; i++) {
        this.zswap[folio.memcg] -= this.#lengthOf?.(folio.page + i) ?? Number.NaN;
      }
    } else {
      this.zswapped[folio.memcg] += 1 - folio.pageCount;
    }
    return this;
  }

  get gauges(): GaugeDrift {
    return this;
  }

  /** Drift in the form of EventCounts: sums over all memcgs, without zeros. */
  counters(): Record<string, number> {
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
    const all = {
      zswpout: this.zswpout,
      stored_pages: this.stored_pages,
      memcg_zswap: sum(this.zswap),
      memcg_zswapped: sum(this.zswapped),
    };
    return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== 0));
  }
}
