import type { Mutant } from './mutant.js';

/** A bug, or the fix of one, and the rows of a litmus case that it turns round. */
export interface LitmusMutant extends Omit<Mutant, 'strategies'> {
  readonly case: string;
  /** `STRATEGY on KERNEL` of all rows with another outcome. */
  readonly turned: readonly string[];
}

/** For each case, a bug that brings its failure back or a fix that ends it. */
export const LITMUS_MUTANTS: readonly LitmusMutant[] = [
  {
    name: 'ZSWPOUT is counted page by page',
    case: 'v7-zswpout',
    file: 'strategy/path/page-by-page.js',
    find: 'kernel.accountPage(store);',
    replace: 'kernel.accountPage(store); store.countOut();',
    turned: ['mainline-6.14 on 6.14'],
  },
  {
    name: 'pages are marked as charged before they are',
    case: '6.13-underflow-on-failure',
    file: 'strategy/store-pages.js',
    find: 'this.published++;',
    replace: 'this.published++; this.#zswap.entries.accounted[this.#entries[index]] = 1;',
    turned: ['batch on 6.18'],
  },
  {
    name: 'a batch is charged as one page',
    case: '6.13-gauge-on-success',
    file: 'strategy/store-pages.js',
    find: 'memcg.charge(this.bytes, count);',
    replace: 'memcg.charge(this.bytes, 1);',
    turned: ['batch on 6.18'],
  },
  {
    name: 'one entry is scanned on 7.3',
    case: 'memcg-compounding',
    file: 'model/zswap/kernel-presets.js',
    find: 'shrinkScan: 32',
    replace: 'shrinkScan: 1',
    turned: ['mainline-7.3 on 7.3', 'batch on 7.3'],
  },
  {
    name: 'one entry is scanned on 7.3',
    case: 'memcg-first-hit',
    file: 'model/zswap/kernel-presets.js',
    find: 'shrinkScan: 32',
    replace: 'shrinkScan: 1',
    turned: ['mainline-7.3 on 7.3', 'batch on 7.3'],
  },
  {
    name: '32 entries are scanned on every kernel',
    case: '7.3-writeback-then-refusal',
    file: 'model/zswap/kernel-presets.js',
    find: 'shrinkScan: 1,',
    replace: 'shrinkScan: 32,',
    turned: ['mainline-6.18 on 6.18'],
  },
  {
    name: 'batch checks the limits before each page',
    case: 'last-page',
    file: 'strategy/path/batch.js',
    find: 'storeInBatches(store, store.pageCount)',
    replace: 'storeInBatches(store, 1)',
    turned: ['batch on 6.18', 'reserve on 6.18'],
  },
  {
    name: 'a reservation of the pool always succeeds',
    case: 'two-stores-one-room',
    file: 'model/zswap/limit.js',
    find: 'reservations.reserve(bytes, roomBytes)',
    replace: '(reservations.reserve(bytes, () => Number.POSITIVE_INFINITY), true)',
    turned: ['reserve on 6.18'],
  },
  {
    name: 'the entry of a page that does not compress is leaked',
    case: 'leak-on-compress-failure',
    file: 'strategy/store-pages.js',
    find: 'entries.release(this.#entries[i]);',
    replace: ';',
    turned: ['mainline-6.14 on 6.14', 'mainline-6.18 on 6.18', 'batch on 6.18'],
  },
  {
    name: 'a store that fails leaves older entries',
    case: '6.12-stale-entries',
    file: 'strategy/store.js',
    find: 'zswap.eraseFolio(folio);',
    replace: '',
    turned: ['mainline-6.14 on 6.14', 'batch on 6.18'],
  },
  {
    name: 'no kernel keeps an incompressible page',
    case: 'incompressible-page',
    file: 'model/zswap/kernel-presets.js',
    find: 'keepsIncompressible: true',
    replace: 'keepsIncompressible: false',
    turned: ['mainline-6.18 on 6.18', 'batch on 6.18'],
  },
  {
    name: 'batch checks with the uncompressed size',
    case: 'headroom-false-negative',
    file: 'strategy/strategies.js',
    find: 'path: batch, global: atLimit,',
    replace: 'path: batch, global: clearance,',
    turned: ['batch on 6.18'],
  },
  {
    name: 'a pool reference is taken for each page on every kernel',
    case: 'pool-replaced',
    file: 'strategy/path/page-by-page.js',
    find: 'kernel.globalPerPage === true',
    replace: 'true',
    turned: ['mainline-6.14 on 6.14'],
  },
  {
    name: 'the oracle heeds the full flag',
    case: 'hysteresis',
    file: 'strategy/policy/clairvoyant.js',
    find: 'admit: (folio, pages) => {',
    replace:
      'admit: (folio, pages) => { const known = limit.check(folio); if (known !== null) return known;',
    turned: ['oracle on 6.18'],
  },
  {
    name: 'deferred checks the memcg limit before the store',
    case: 'parent-limit-leaf',
    file: 'strategy/strategies.js',
    find: 'memcg: unlimited,',
    replace: 'memcg: atLimit,',
    turned: ['deferred on 6.18'],
  },
];

const KERNELS = ['6.12', '6.13', '6.14', '6.16', '6.17', '6.18', '7.3'];
const mainline = (kernels: readonly string[]) =>
  kernels.map((kernel) => `mainline-${kernel} on ${kernel}`);

/** The same for the kernel's selftests. */
export const SELFTEST_MUTANTS: readonly LitmusMutant[] = [
  {
    name: 'accepted pages are not counted',
    case: 'test_zswap/test_zswap_usage',
    file: 'strategy/store.js',
    find: 'zswap.counters.zswpout += pageCount - this.#countedOut;',
    replace: '',
    turned: mainline(KERNELS),
  },
  {
    name: 'usage has to be above the memcg limit',
    case: 'test_zswap/test_swapin_nozswap',
    file: 'model/zswap/memcg.js',
    find: 'Math.floor(zswapBytes / PAGE_SIZE) >= maxPages',
    replace: 'Math.floor(zswapBytes / PAGE_SIZE) > maxPages',
    turned: mainline(KERNELS),
  },
  {
    name: 'loads are not counted',
    case: 'test_zswap/test_zswapin',
    file: 'model/zswap/zswap.js',
    find: 'this.counters.zswpin++;',
    replace: '',
    turned: mainline(KERNELS),
  },
  {
    name: 'writeback writes nothing',
    case: 'test_zswap/test_zswap_writeback_enabled',
    file: 'model/zswap/shrink-memcg.js',
    find: 'zswap.writeBack(entry, lru.metSlot)',
    replace: 'false',
    turned: mainline(KERNELS),
  },
  {
    name: 'memory.zswap.writeback has no effect',
    case: 'test_zswap/test_zswap_writeback_disabled',
    file: 'model/zswap/shrink-memcg.js',
    find: '!memcg.writebackEnabled ||',
    replace: '',
    turned: mainline(KERNELS),
  },
  {
    name: 'another memcg is shrunk',
    case: 'test_zswap/test_no_invasive_cgroup_shrink',
    file: 'strategy/store.js',
    find: 'this.zswap.memcgs[this.folio.memcg]',
    replace: 'this.zswap.memcgs[1 - this.folio.memcg]',
    turned: mainline(KERNELS),
  },
  {
    name: 'incompressible pages are not counted',
    case: 'test_zswap/test_zswap_incompressible',
    file: 'model/zswap/length-rules.js',
    find: 'return isIncompressible(kernel, length) ? 1 : 0;',
    replace: 'return 0;',
    turned: mainline(['6.18', '7.3']),
  },
];
