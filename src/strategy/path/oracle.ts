import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../../model/folio/folio.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import { refused } from '../outcome.js';
import type { LimitPolicies, StorePath } from '../strategy.js';
import { once } from './once.js';

/**
 * Clairvoyance is only worth something if nobody comes between: all the time passes first, then the folio is looked at
 * and stored in one step. A folio with a page that may not be kept is refused before its pages are compressed.
 */
export function* oracle(zswap: Zswap, folio: Folio, limits: LimitPolicies): StorePath {
  const { costs } = zswap;
  yield folio.pageCount * (costs.compressNs + costs.publishNs);
  for (let index = 0; index < folio.pageCount; index++) {
    if (zswap.lengthOf(folio, index) === PAGE_SIZE && !zswap.keepsIncompressible(folio)) {
      return refused(zswap, folio, limits, zswap.overflow, index, 0);
    }
  }
  const path = once(zswap, folio, limits);
  for (;;) {
    const step = path.next();
    if (step.done === true) return step.value;
  }
}
