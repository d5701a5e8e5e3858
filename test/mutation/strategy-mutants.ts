import type { Mutant } from './mutant.js';

/** Bugs in the Store, store paths and limit policies. */
export const STRATEGY_MUTANTS: readonly Mutant[] = [
  {
    name: 'a store that fails keeps its reference to the pool',
    file: 'strategy/store.js',
    find: 'zswap.eraseFolio(folio); zswap.poolHolders.delete(folio);',
    replace: 'zswap.eraseFolio(folio);',
    strategies: ['batch', 'mainline-6.14'],
  },
  {
    name: 'a store that ends well keeps its reference to the pool',
    file: 'strategy/store.js',
    find: 'zswap.poolHolders.delete(folio); zswap.events.accepted(pageCount);',
    replace: 'zswap.events.accepted(pageCount);',
    strategies: ['batch'],
  },
  {
    name: 'a store that fails leaves its pages and older ones',
    file: 'strategy/store.js',
    find: 'zswap.eraseFolio(folio);',
    replace: '',
    strategies: ['batch', 'mainline-6.14', 'split'],
  },
  {
    name: 'a reservation of the pool outlives a store that fails',
    file: 'strategy/store.js',
    find: 'this.#policies.global.undo(folio);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'a reservation of the memcg outlives a store that fails',
    file: 'strategy/store.js',
    find: 'this.#policies.memcg.undo(folio);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'one reference is lost where the pool is being replaced',
    file: 'strategy/store.js',
    find: "return this.#holdsPool ? null : this.refuse('pool_ref');",
    replace: `if (this.#holdsPool) return null;
      this.zswap.eraseFolio(this.folio);
      this.zswap.events.refused(this.pageCount);
      const { compressed, published } = this.#pages;
      const outcome = { refused: 'pool_ref', storedPages: 0, failingPage: published };
      return this.#end({ ...outcome, wasted: compressed });`,
    strategies: ['incremental'],
  },
  {
    name: 'a page is charged before it is published',
    file: 'strategy/path/page-by-page.js',
    find: `const unseen = store.publish(index);
        if (unseen !== null)
            return unseen;
        kernel.accountPage(store);`,
    replace: `const { zswap, folio } = store;
        const length = zswap.lengthOf(folio, index);
        zswap.memcgs[folio.memcg].charge(length, 1);
        zswap.gauges.add(1, length === 4096 ? 1 : 0);
        const unseen = store.publish(index);
        if (unseen !== null) return unseen;
        store.accountPage((entry) => {
          zswap.entries.accounted[entry] = 1;
        });`,
    strategies: ['mainline-6.14', 'mainline-6.18'],
  },
  {
    name: 'a page that could not be published is not discarded',
    file: 'strategy/store-pages.js',
    find: 'this.#zswap.discard(this.#entries[i]);',
    replace: ';',
    strategies: ['mainline-6.14', 'batch'],
  },
  {
    name: 'a page that fails after its entry was allocated keeps it',
    file: 'strategy/store-pages.js',
    find: 'entries.release(this.#entries[i]);',
    replace: ';',
    strategies: ['mainline-6.14', 'mainline-6.18'],
  },
  {
    name: 'ZSWPOUT is counted page by page as in v7',
    file: 'strategy/path/page-by-page.js',
    find: 'kernel.accountPage(store);',
    replace: 'kernel.accountPage(store); store.zswap.counters.zswpout += index === 0 ? 1 : 0;',
    strategies: ['mainline-6.14'],
  },
  {
    name: 'entries that the slab gave are lost where it does not give all',
    file: 'strategy/store-pages.js',
    find: 'if (entry === NO_ENTRY)',
    replace: 'if (entry === NO_ENTRY) this.#allocated -= i; if (entry === NO_ENTRY)',
    strategies: ['batch', 'chunked'],
  },
  {
    name: 'an entry too few is given back where the slab does not give all',
    file: 'strategy/store-pages.js',
    find: 'if (entry === NO_ENTRY)',
    replace: 'if (entry === NO_ENTRY && i > 0) this.#allocated--; if (entry === NO_ENTRY)',
    strategies: ['batch'],
  },
  {
    name: 'the entry of a page that does not compress is leaked',
    file: 'strategy/store-pages.js',
    find: 'for (let i = this.#inserted; i < this.#allocated',
    replace: 'for (let i = Math.max(this.#inserted, this.compressed); i < this.#allocated',
    strategies: ['batch', 'chunked'],
  },
  {
    name: 'an entry that could not be published is given back twice',
    file: 'strategy/store-pages.js',
    find: 'for (let i = this.#inserted; i < this.#allocated',
    replace: 'for (let i = this.published; i < this.#allocated',
    strategies: ['batch'],
  },
  {
    name: 'a batch is charged as one page',
    file: 'strategy/store-pages.js',
    find: 'memcg.charge(this.bytes, count);',
    replace: 'memcg.charge(this.bytes, 1);',
    strategies: ['batch'],
  },
  {
    name: 'a batch is charged by its last page',
    file: 'strategy/store-pages.js',
    find: 'this.bytes += length;',
    replace: 'this.bytes = length;',
    strategies: ['batch'],
  },
  {
    name: 'pages are marked as charged before they are, as in 6.13',
    file: 'strategy/store-pages.js',
    find: 'this.published++;',
    replace: 'this.published++; this.#zswap.entries.accounted[this.#entries[index]] = 1;',
    strategies: ['batch', 'transactional', 'chunked'],
  },
  {
    name: 'pages join the LRU when they are published, and again when they are counted',
    file: 'strategy/store-pages.js',
    find: 'this.published++;',
    replace: 'this.published++; this.#zswap.addToLru(this.#entries[index]);',
    strategies: ['batch'],
  },
  {
    name: 'the last page of a batch is not counted',
    file: 'strategy/store-pages.js',
    find: 'gauges.add(count, incompressible);',
    replace: 'gauges.add(count - 1, incompressible);',
    strategies: ['batch'],
  },
  {
    name: 'ZSWPOUT counts a store that fails when its policies settle',
    file: 'strategy/store.js',
    find: 'if (cause !== null) return this.refuse(cause);',
    replace: `if (cause !== null) {
      this.zswap.counters.zswpout += this.pageCount;
      return this.refuse(cause);
    }`,
    strategies: ['transactional'],
  },
  {
    name: 'a store that exceeds a limit is refused and not undone',
    file: 'strategy/store.js',
    find: 'if (cause !== null) return this.refuse(cause);',
    replace: `if (cause !== null) {
      const { zswap, folio, pageCount } = this;
      zswap.poolHolders.delete(folio);
      zswap.events.refused(pageCount);
      const pages = { storedPages: 0, failingPage: pageCount, wasted: pageCount };
      return this.#end({ refused: cause, ...pages });
    }`,
    strategies: ['transactional'],
  },
  {
    name: 'ZSWPOUT of a folio counts its last chunk only',
    file: 'strategy/store.js',
    find: 'zswap.counters.zswpout += pageCount - this.#countedOut;',
    replace: 'zswap.counters.zswpout += ((pageCount - 1) % 8) + 1;',
    strategies: ['chunked'],
  },
  {
    name: 'a chunk that fails forgets the chunks before it',
    file: 'strategy/store.js',
    find: 'zswap.eraseFolio(folio);',
    replace: `for (let i = failingPage - (failingPage % 8); i < folio.pageCount; i++) {
      zswap.erase(folio.slot + i);
    }`,
    strategies: ['chunked'],
  },
  {
    name: 'a reservation is not released where a store fails',
    file: 'strategy/policy/reserve.js',
    find: 'undo: release,',
    replace: 'undo: () => {},',
    strategies: ['reserve'],
  },
  {
    name: 'a reservation is not released where a store ends well',
    file: 'strategy/policy/reserve.js',
    find: 'settle: (folio) => { release(folio); return null; }',
    replace: 'settle: () => null',
    strategies: ['reserve'],
  },
  {
    name: 'a page that is larger than was reserved comes in all the same',
    file: 'strategy/policy/reserve.js',
    find: 'if (missing > 0 && !reserveMore(folio, missing)) return',
    replace: 'if (missing > 0 && !reserveMore(folio, missing) && missing < 0) return',
    strategies: ['reserve'],
  },
  {
    name: 'bytes that a page has used stay reserved',
    file: 'strategy/policy/reserve.js',
    find: 'limit.release(folio, needed);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'the deferred shrink takes pages before the store has ended',
    file: 'strategy/path/deferred.js',
    find: 'const outcome = yield* batch(store);',
    replace: 'store.leaveSwapCache(); const outcome = yield* batch(store);',
    strategies: ['deferred'],
  },
  {
    name: 'pages of a split folio all go to its first slot',
    file: 'strategy/store.js',
    find: 'slot: slot + index',
    replace: 'slot',
    strategies: ['split'],
  },
  {
    name: 'a split folio counts a page too many',
    file: 'strategy/store.js',
    find: "const storedPages = sum('storedPages');",
    replace: 'const storedPages = outcomes.length - 1;',
    strategies: ['split'],
  },
  {
    name: 'the recheck leaves older pages when it is refused for good',
    file: 'strategy/path/recheck.js',
    find: 'return store.refuse(cause);',
    replace: `{
      store.outcome = { refused: cause, storedPages: 0, failingPage: 0, wasted: 0 };
      return store.outcome;
    }`,
    strategies: ['recheck'],
  },
  {
    name: 'an entry is leaked where its page is not compressed',
    file: 'strategy/store-pages.js',
    find: 'if (length < 0) return refusalOf(length);',
    replace: 'if (length < 0) { this.#allocated--; return refusalOf(length); }',
    strategies: ['batch', 'mainline-6.18'],
  },
  {
    name: 'a path takes no reference to the pool',
    file: 'strategy/path/batch.js',
    find: '(yield* store.checkLimits(end - first)) ?? store.getPool();',
    replace: 'yield* store.checkLimits(end - first);',
    strategies: ['batch'],
  },
  {
    name: 'a slab without entries is reported as a pool without memory',
    file: 'strategy/store-pages.js',
    find: "return 'kmemcache_fail';",
    replace: "return 'alloc_fail';",
    strategies: ['batch', 'mainline-6.18', 'split'],
  },
  {
    name: 'a full pool is reported as a memcg at its limit',
    file: 'strategy/store.js',
    find: 'return this.#refuseFor(this.#policies.global.admit(this.folio, pages));',
    replace: `const cause = this.#policies.global.admit(this.folio, pages);
      return this.#refuseFor(cause === null ? null : 'memcg_limit');`,
    strategies: ['batch'],
  },
  {
    name: 'the failing compression is not counted as wasted',
    file: 'strategy/store.js',
    find: 'const wasted = this.#pages.compressed;',
    replace: 'const wasted = this.#pages.published;',
    strategies: ['batch', 'split'],
  },
  {
    name: 'a refusal at the limit does not queue the worker',
    file: 'strategy/store.js',
    find: "if (zswap.limit.full || cause === 'headroom') zswap.workerQueued = true;",
    replace: '',
    strategies: ['batch', 'batch-ratio'],
  },
];
