import { NO_ENTRY } from '../../model/zswap/entries.js';
import type { Lru } from '../../model/zswap/lru.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { IN_FLIGHT, STORED_PAGES } from '../touched-state.js';
import type { ExpectedCounters } from './expected-counters.js';
import type { ExpectedLru } from './expected-lru.js';
import { expectedShrink, type ShrinkEffect } from './expected-shrink.js';

/** Compares each shrink_memcg() of a zswap, and each entry that its walks meet, with the expected ones. */
export class WatchedShrinks {
  /** Shrinks with another effect than expected. */
  wrongShrinks = 0;
  /** Entries that a walk met in another order, or with another referenced bit. */
  wrongWalks = 0;
  readonly #expected: ExpectedCounters;
  #walks = 0;

  constructor(zswap: Zswap, expected: ExpectedCounters, { writeback }: { writeback: boolean }) {
    this.#expected = expected;
    for (const [number, { lru }] of zswap.memcgs.entries()) this.#watch(lru, expected.lrus[number]);
    let due: ShrinkEffect = { result: 'nothing', walked: 0, written: 0 };
    let walks = 0;
    let written = 0;
    expected.shrinking = (memcg: Memcg) => {
      walks = this.#walks;
      written = expected.writtenBackPages;
      if (writeback) {
        expected.touched.wroteLru(zswap.memcgs.indexOf(memcg));
        expected.touched.reads |= IN_FLIGHT | STORED_PAGES;
      }
      due = expectedShrink({
        entries: expected.lrus[zswap.memcgs.indexOf(memcg)],
        writeback,
        scan: zswap.kernel.shrinkScan,
        inFlight: (slot) => expected.isInSwapCache(slot),
      });
    };
    expected.shrunk = (_memcg, result) => {
      const same =
        result === due.result &&
        this.#walks === walks + due.walked &&
        expected.writtenBackPages === written + due.written;
      if (!same) this.wrongShrinks++;
      expected.stores.shrunk(result);
    };
  }

  /** Watches the walks of a list. */
  #watch(lru: Lru, expected: ExpectedLru): void {
    const walk = lru.walk.bind(lru);
    lru.walk = () => {
      const met = expected.walk();
      const entry = walk();
      if (met !== null) this.#walks++;
      const found = entry !== NO_ENTRY;
      const same = met === null ? !found : found && met.slot === lru.metSlot;
      if (!same || (met !== null && met.referenced !== lru.metReferenced)) this.wrongWalks++;
      if (met?.referenced) this.#expected.coverage.step('referenced bit cleared');
      return entry;
    };
  }
}
