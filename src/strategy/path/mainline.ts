import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { admit, settle } from '../admission.js';
import { refused, stored } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { compressedBy, compressPage } from './page.js';

// Source: zswap_store() of mm/zswap.c at each release; for 6.13 the merge b7c0ccdfbafd, for 6.14 the fix 63895d20d63b.

/** 6.12: a large folio is refused at once, older entries at its slots untouched; a single page as in 6.14. */
export function mainline612(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  return folio.pageCount > 1 ? refuseLarge(zswap, folio) : mainline614(zswap, folio, limits);
}

function* refuseLarge(zswap: Zswap, folio: Folio): StorePath {
  yield zswap.costs.limitCheckNs;
  zswap.events.refused(folio.pageCount);
  return { refused: 'large_folio', storedPages: 0, failingPage: 0, wasted: 0 };
}

/** 6.14 and later: limits once, charge and stored_pages page by page once the entry is visible, ZSWPOUT at the end. */
export function mainline614(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  return pageByPage(
    zswap,
    folio,
    limits,
    (entry) => zswap.account(entry),
    () => {},
  );
}

/**
 * 6.13: charge and stored_pages once, after the last page. Known bugs, reproduced: freeing an entry takes both back
 * whether or not they were ever counted, so that every failed store leaves them too low by its pages; and the one charge
 * counts one page in `zswapped`, whatever the folio has.
 */
export function mainline613(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { entries } = zswap;
  const lengths: number[] = [];
  return pageByPage(
    zswap,
    folio,
    limits,
    (entry) => {
      entries.accounted[entry] = 1;
      lengths.push(entries.length[entry]);
    },
    () => {
      const bytes = lengths.reduce((sum, length) => sum + length, 0);
      zswap.memcgs[folio.memcg].charge(bytes, 1);
      for (const length of lengths) zswap.countStored(length);
    },
  );
}

function* pageByPage(
  zswap: Zswap,
  folio: Folio,
  limits: LimitPolicies,
  publishedOne: (entry: number) => void,
  storedAll: () => void,
): StorePath {
  const { costs, counters } = zswap;
  const { pageCount } = folio;
  const refusal = yield* admit(zswap, folio, limits, pageCount);
  if (refusal !== null) return refused(zswap, folio, limits, refusal, 0, 0);
  if (!zswap.getPool(folio)) return refused(zswap, folio, limits, 'pool_ref', 0, 0);
  for (let index = 0; index < pageCount; index++) {
    yield costs.entryAllocateNs + costs.compressNs;
    const entry = zswap.allocateEntry(folio);
    const failed = compressPage(zswap, folio, limits, entry, index);
    if (failed !== null) {
      return refused(zswap, folio, limits, failed, index, compressedBy(failed, index));
    }

    yield costs.publishNs + costs.accountNs;
    if (!zswap.publish(entry, folio)) {
      zswap.discard(entry);
      return refused(zswap, folio, limits, 'alloc_fail', index, index + 1);
    }
    publishedOne(entry);
    zswap.addToLru(entry);
  }
  const passed = settle(limits, folio, 0);
  if (passed !== null) return refused(zswap, folio, limits, passed, pageCount, pageCount);
  storedAll();
  counters.zswpout += pageCount;
  return stored(zswap, folio);
}
