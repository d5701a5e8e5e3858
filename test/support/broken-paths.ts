import type { Store } from '../../src/strategy/store.js';
import type { StorePath, Strategy } from '../../src/strategy/strategy.js';

// Store paths of one page with a bug each that only some orders of steps show.

function* upToPublish(store: Store): Generator<number, ReturnType<Store['getPool']>, void> {
  const over = yield* store.checkLimits();
  return (
    over ?? store.getPool() ?? store.allocateEntries() ?? store.compress(0) ?? store.publish(0)
  );
}

/** Joins the LRU before it is charged, and lets go of the swap cache meanwhile. */
export function* chargesLate(store: Store): StorePath {
  const failed = yield* upToPublish(store);
  if (failed !== null) return failed;
  const { zswap, folio } = store;
  const entry = zswap.index.get(folio.slot);
  zswap.addToLru(entry);
  store.leaveSwapCache();
  yield 1;
  zswap.account(entry);
  return store.stored();
}

/** Lets go of the swap cache before the page is counted in zswpout. */
function* leavesEarly(store: Store): StorePath {
  const failed = yield* upToPublish(store);
  if (failed !== null) return failed;
  store.leaveSwapCache();
  yield 1;
  store.accountPage();
  yield 1;
  return store.stored();
}

/** Checks the limits and ignores a refusal that came after another store. */
function* actsOnOldUsage(store: Store): StorePath {
  const { zswap } = store;
  const full = zswap.pool.pagesAllocated >= zswap.limit.maxPages;
  yield 1;
  const failed = yield* upToPublish(store);
  if (failed !== null) return failed;
  if (full !== zswap.pool.pagesAllocated >= zswap.limit.maxPages) zswap.counters.zswpout++;
  yield 1;
  store.accountPage();
  return store.stored();
}

export const BROKEN_STRATEGIES: readonly Pick<Strategy, 'path' | 'module'>[] = [
  { path: chargesLate },
  { path: leavesEarly },
  // Only a module reads usage past the store.
  { path: actsOnOldUsage, module: 'broken.mjs' },
];
