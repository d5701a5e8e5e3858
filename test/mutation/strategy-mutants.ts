import type { Mutant } from './mutant.js';

/** Bugs in store paths and limit policies. */
export const STRATEGY_MUTANTS: readonly Mutant[] = [
  {
    name: 'a store that fails keeps its reference to the pool',
    file: 'strategy/outcome.js',
    find: 'zswap.eraseFolio(folio); zswap.poolHolders.delete(folio);',
    replace: 'zswap.eraseFolio(folio);',
    strategies: ['batch', 'mainline-6.14'],
  },
  {
    name: 'a store that ends well keeps its reference to the pool',
    file: 'strategy/outcome.js',
    find: 'zswap.poolHolders.delete(folio); zswap.events.accepted(pageCount);',
    replace: 'zswap.events.accepted(pageCount);',
    strategies: ['batch'],
  },
  {
    name: 'a store that fails leaves its pages and older ones',
    file: 'strategy/outcome.js',
    find: 'zswap.eraseFolio(folio);',
    replace: '',
    strategies: ['batch', 'mainline-6.14', 'split'],
  },
  {
    name: 'a claim on the pool outlives a store that fails',
    file: 'strategy/outcome.js',
    find: 'limits.global.undo(folio);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'a claim on the memcg outlives a store that fails',
    file: 'strategy/outcome.js',
    find: 'limits.memcg.undo(folio);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'one reference is lost where the pool is being replaced',
    file: 'strategy/path/incremental.js',
    find: "return refused(zswap, folio, limits, 'pool_ref', index, index);",
    replace: `{
      zswap.eraseFolio(folio);
      zswap.events.refused(pageCount);
      return { refused: 'pool_ref', storedPages: 0, failingPage: index, wasted: index };
    }`,
    strategies: ['incremental'],
  },
  {
    name: 'a page is charged before it is published',
    file: 'strategy/path/mainline.js',
    find: `if (!zswap.publish(entry, folio)) {
            zswap.discard(entry);
            return refused(zswap, folio, limits, 'alloc_fail', index, index + 1);
        }
        publishedOne(entry);`,
    replace: `publishedOne(entry);
        if (!zswap.publish(entry, folio)) {
            zswap.discard(entry);
            return refused(zswap, folio, limits, 'alloc_fail', index, index + 1);
        }`,
    strategies: ['mainline-6.14', 'mainline-6.18'],
  },
  {
    name: 'a page that could not be published is not discarded',
    file: 'strategy/path/mainline.js',
    find: 'zswap.discard(entry);',
    replace: '',
    strategies: ['mainline-6.14'],
  },
  {
    name: 'a page that fails after its entry was allocated keeps it',
    file: 'strategy/path/page.js',
    find: 'zswap.entries.release(entry);',
    replace: ';',
    strategies: ['mainline-6.14', 'mainline-6.18'],
  },
  {
    name: 'ZSWPOUT is counted page by page as in v7',
    file: 'strategy/path/mainline.js',
    find: 'publishedOne(entry);',
    replace: 'publishedOne(entry); counters.zswpout += index === 0 ? 1 : 0;',
    strategies: ['mainline-6.14'],
  },
  {
    name: 'entries that the slab gave are lost where it does not give all',
    file: 'strategy/path/batch.js',
    find: 'this.#release(0, i);',
    replace: '',
    strategies: ['batch', 'chunked'],
  },
  {
    name: 'an entry too few is given back where the slab does not give all',
    file: 'strategy/path/batch.js',
    find: 'this.#release(0, i);',
    replace: 'this.#release(1, i);',
    strategies: ['batch'],
  },
  {
    name: 'the entry of a page that does not compress is leaked',
    file: 'strategy/path/batch.js',
    find: 'this.#release(this.published, this.#count);',
    replace: 'this.#release(this.published + 1, this.#count);',
    strategies: ['batch', 'chunked'],
  },
  {
    name: 'an entry that could not be published is given back twice',
    file: 'strategy/path/batch.js',
    find: 'this.#release(this.published + 1, this.#count);',
    replace: 'this.#release(this.published, this.#count);',
    strategies: ['batch'],
  },
  {
    name: 'a batch is charged as one page',
    file: 'strategy/path/batch.js',
    find: '.charge(this.bytes, this.#count);',
    replace: '.charge(this.bytes, 1);',
    strategies: ['batch'],
  },
  {
    name: 'a batch is charged by its last page',
    file: 'strategy/path/batch.js',
    find: 'this.bytes += length;',
    replace: 'this.bytes = length;',
    strategies: ['batch'],
  },
  {
    name: 'pages are marked as charged before they are, as in 6.13',
    file: 'strategy/path/batch.js',
    find: 'this.published++;',
    replace: 'this.published++; this.#zswap.entries.accounted[entry] = 1;',
    strategies: ['batch', 'transactional', 'chunked'],
  },
  {
    name: 'pages join the LRU when they are published, and again when they are counted',
    file: 'strategy/path/batch.js',
    find: 'this.published++;',
    replace: 'this.published++; this.#zswap.addToLru(entry);',
    strategies: ['batch'],
  },
  {
    name: 'the last page of a batch is not counted',
    file: 'strategy/path/batch.js',
    find: 'for (const entry of this.#entries) { this.#zswap.countStored',
    replace: 'for (const entry of this.#entries.slice(0, -1)) { this.#zswap.countStored',
    strategies: ['batch'],
  },
  {
    name: 'ZSWPOUT counts a store that fails at its last look',
    file: 'strategy/path/once.js',
    find: 'const passed = settle(limits, folio, batch.bytes);',
    replace: `const passed = settle(limits, folio, batch.bytes);
      if (passed !== null) counters.zswpout += pageCount;`,
    strategies: ['transactional'],
  },
  {
    name: 'a store that passes a limit is refused and not undone',
    file: 'strategy/path/once.js',
    find: 'return refused(zswap, folio, limits, passed, pageCount, pageCount);',
    replace: `{
      zswap.poolHolders.delete(folio);
      zswap.events.refused(pageCount);
      return { refused: passed, storedPages: 0, failingPage: pageCount, wasted: pageCount };
    }`,
    strategies: ['transactional'],
  },
  {
    name: 'ZSWPOUT of a folio counts its last chunk only',
    file: 'strategy/path/chunked.js',
    find: 'counters.zswpout += pageCount;',
    replace: 'counters.zswpout += ((pageCount - 1) % CHUNK_PAGES) + 1;',
    strategies: ['chunked'],
  },
  {
    name: 'a chunk that fails forgets the chunks before it',
    file: 'strategy/path/chunked.js',
    find: 'return refused(zswap, folio, limits, failed, index, index + 1);',
    replace: `{
      zswap.poolHolders.delete(folio);
      const chunk = { ...folio, slot: folio.slot + first, pageCount: end - first };
      return refused(zswap, chunk, limits, failed, index, index + 1);
    }`,
    strategies: ['chunked'],
  },
  {
    name: 'a claim is not given back where a store fails',
    file: 'strategy/policy/reserve.js',
    find: 'undo: release,',
    replace: 'undo: () => {},',
    strategies: ['reserve'],
  },
  {
    name: 'a claim is not given back where a store ends well',
    file: 'strategy/policy/reserve.js',
    find: 'settle: (folio) => { release(folio); return null; }',
    replace: 'settle: () => null',
    strategies: ['reserve'],
  },
  {
    name: 'a page that is larger than was claimed comes in all the same',
    file: 'strategy/policy/reserve.js',
    find: 'if (missing > 0 && !claim(folio, missing)) return',
    replace: 'if (missing > 0 && !claim(folio, missing) && missing < 0) return',
    strategies: ['reserve'],
  },
  {
    name: 'what a page has used stays claimed',
    file: 'strategy/policy/reserve.js',
    find: 'limit.release(folio, needed);',
    replace: '',
    strategies: ['reserve'],
  },
  {
    name: 'the deferred shrink takes pages before the store has ended',
    file: 'strategy/path/deferred.js',
    find: 'const outcome = yield* once(zswap, folio, limits);',
    replace: 'zswap.underWay.delete(folio); const outcome = yield* once(zswap, folio, limits);',
    strategies: ['deferred'],
  },
  {
    name: 'pages of a split folio all go to its first slot',
    file: 'strategy/path/split.js',
    find: 'slot: folio.slot + index',
    replace: 'slot: folio.slot',
    strategies: ['split'],
  },
  {
    name: 'a split folio counts a page too many',
    file: 'strategy/path/split.js',
    find: 'storedPages += outcome.storedPages;',
    replace: 'storedPages += 1;',
    strategies: ['split'],
  },
  {
    name: 'the recheck leaves its claims when it is refused for good',
    file: 'strategy/path/recheck.js',
    find: 'return refused(zswap, folio, limits, refusal, 0, 0);',
    replace: 'return { refused: refusal, storedPages: 0, failingPage: 0, wasted: 0 };',
    strategies: ['recheck'],
  },
];
