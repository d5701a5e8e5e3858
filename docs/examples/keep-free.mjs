// A strategy of one's own: batch, but a twentieth of the pool is kept free. Run from the project's folder:
//
//   npx zswap-bench run --strategy batch,docs/examples/keep-free.mjs
import { STRATEGIES } from 'zswap-bench';

const PAGE_SIZE = 4096;
const batch = STRATEGIES.get('batch');

export default {
  ...batch,
  summary: 'batch that keeps a twentieth of the pool free',
  global: (zswap, limit) => {
    const freeBytes = (zswap.limit.maxPages * PAGE_SIZE) / 20;
    return {
      ...batch.global(zswap, limit),
      admit: (folio) =>
        limit.check(folio) ?? (limit.roomBytes(folio) < freeBytes ? 'headroom' : null),
    };
  },
};
