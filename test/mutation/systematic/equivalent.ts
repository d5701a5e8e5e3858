/** Changes that `check` does not find, with the argument. */
export interface Equivalent {
  readonly file: string;
  /** Functions and changes. */
  readonly changes: RegExp;
  readonly why: string;
}

const strategy = (file: string, changes: RegExp, why: string): Equivalent => ({
  file: `strategy/${file}.ts`,
  changes,
  why,
});
const model = (file: string, changes: RegExp, why: string): Equivalent => ({
  file: `model/zswap/${file}.ts`,
  changes,
  why,
});

const SAME_STEP = 'both statements are in one step, and neither reads what the other writes';
const TWICE = 'the second call finds nothing left to do';
const ONE_NODE = 'cases have one NUMA node, number 0';
const PRIVATE = 'cases run in a heap of one thread; test/stress and test/verify/threads run others';

/** Changes without an effect on what a case can observe. */
export const EQUIVALENT: readonly Equivalent[] = [
  strategy('path/deferred', /doubled: store.leaveSwapCache/, TWICE),
  strategy('path/incremental', /moved down: store.accountPage/, SAME_STEP),
  strategy('path/mainline', /one more: 1$/, 'no folio has two pages: sizes are 4K and 16K to 2M'),
  strategy('path/mainline', /moved down/, SAME_STEP),
  strategy(
    'path/mainline',
    /(dropped|doubled|operator): incompressible/,
    '6.13 keeps no incompressible page: it adds 0',
  ),
  strategy(
    'path/page-by-page',
    /right only: store.account/,
    'every page is accounted, and the policies of these strategies do not settle',
  ),
  strategy(
    'store',
    /probeLimits \| .*undo\(folio\)/,
    'only `recheck` probes, whose policies reserve nothing',
  ),
  strategy(
    'store',
    /refuseIncompressible \| (at equal|one more)/,
    'the sizes of cases put the page at index 0, or the store fails at the same page later',
  ),
  strategy('store', /(doubled: this.#pages.account|doubled: zswap.poolHolders)/, TWICE),
  strategy('store', /(doubled: this.#inFlight.clear|doubled: this.#pages.drop)/, TWICE),
  strategy('store', /doubled: this.#policies|doubled: zswap.(eraseFolio|poolHolders)/, TWICE),
  strategy('store', /(stored|#fail|countOut) \| moved down/, SAME_STEP),
  strategy(
    'store',
    /endOfPages \| left only/,
    'a store that splits has parts, and each has ended with an outcome',
  ),
  strategy('store-pages', /compress \| (at equal|one more): (length < )?0/, 'no length is 0'),
  strategy('store-pages', /account \| dropped: if \(count === 0\)/, 'it adds 0 to each counter'),
  strategy('store-pages', /at equal: i < this.published/, 'an entry beyond the last is undefined'),
  strategy('store-pages', /accountPage \| moved down: if/, 'no other task runs in between'),
  strategy('store-pages', /moved down/, SAME_STEP),
  strategy(
    'store-pages',
    /(accountPage \| (dropped|one more): (this.bytes = )?0|accountPage \| dropped: this.bytes)/,
    'bytes are read by policies that settle, which no path by pages has',
  ),
  strategy('store-pages', /drop \| dropped: this/, 'no step follows'),
  strategy('store-pages', /drop \| one more: 0/, 'no step follows'),
  strategy('store-pages', /drop \| two: i\+\+$/, 'at most one page is not yet published'),
  strategy('policy/reserve', /moved down/, SAME_STEP),
  strategy('policy/reserve', /(dropped|doubled): (unused|reserved).delete/, 'keys are not reused'),
  strategy('policy/reserve', /doubled: release/, TWICE),
  strategy('policy/reserve', /left only/, 'a page is charged after its folio was admitted'),
  strategy('policy/reserve', /one more: 0/, 'a page is charged after its folio was admitted'),
  strategy('policy/reserve', /(settle \| dropped: return null)/, 'undefined ends in the same step'),
  model('zswap', /getPool \| moved down|moved down: this.entryPoolRefs/, SAME_STEP),
  model('zswap', /doubled: (this.poolHolders.add|memcg.lrus)/, TWICE),
  model('zswap', /(entries.node|folio.node)/, ONE_NODE),
  model('zswap', /doubled: this.overshoot/, 'both observations are equal, and so is the p99'),
  model('zswap', /#fails \| (left only|turned: false)/, 'cases have hooks, and undefined is false'),
  model('zswap', /moved down/, SAME_STEP),
  model('memcg', /^(BYTES|PAGES) \|/, 'another place of the same column'),
  model('memcg', /^Memcg \| one more: 0/, 'the first charge replaces it'),
  model('memcg', /lruEntries/, ONE_NODE),
  model('memcg', /(reservedBytes|Reserved) \| one more/, 'outside the column, as a property'),
  model('memcg', /writebackEnabled \| right only/, 'the parent has writeback on'),
  model('memcg', /(at equal: left < room)/, 'the same room'),
  model('memcg', /objcg|[lL]ockUpwards/, PRIVATE),
  model('memcg', /moved down/, SAME_STEP),
  model('lru', /^Lru \||older/, 'no page is older than the list'),
  model('lru', /walk \| one more: 0/, 'no page is older than the list'),
  model('lru', /doubled: this.#remove/, TWICE),
  model('lru', /moved down/, SAME_STEP),
  model('lru', /#remove \| dropped: lruNext/, 'an entry is removed once, and then allocated anew'),
  model('entries', /moved down/, SAME_STEP),
  model(
    'entries',
    /ALLOCATED_EVER|FIRST_RELEASED|one more: 1 \(2\)/,
    'places of the slab, no count',
  ),
  model('swap-index', /moved down/, SAME_STEP),
  model('swap-index', /#used|nextFreed|FIRST_FREED|cluster - 1|one more/, 'room for clusters'),
  model('swap-index', /other operator: cluster !== 0 &&/, 'an index below 0 holds no entry'),
  model('pool-limit', /PoolLimit( \||\.moveTo)/, PRIVATE),
  model('pool-limit', /doubled: this.#flag/, TWICE),
  model('pool-limit', /moved down/, SAME_STEP),
  model(
    'shrink-memcg',
    /(MAX_RECLAIM|scanned|costs|one more: 0 \(2\)|walked [+] 1|one more: 1$)/,
    'virtual time, which is 0 in a case, or of the worker',
  ),
  model('shrink-memcg', /written(Back)?( \+=|\+\+)/, 'more than none is what counts'),
  model('shrink-memcg', /NO_ENTRY/, 'a list with entries is not empty during a walk'),
  model('compress-refusal', /one more: 2/, 'another negative number'),
  model('stored-gauges', /moved down/, SAME_STEP),
  model('folios-in-flight', /thread|ranges|into/, PRIVATE),
  model('folios-in-flight', /(size|has|Symbol.iterator\]) \|/, 'no case reads it'),
  model(
    'folios-in-flight',
    /covers \| (one more|dropped: return false|turned: true \(2\))/,
    PRIVATE,
  ),
  model('folios-in-flight', /(doubled|moved down|(add|delete) \| one more)/, PRIVATE),
  model('ewma', /doubled/, TWICE),
  model('ewma', /(at equal|one more)/, 'a fixed-point average of 0 does not occur'),
];

/** Changes of a decision that a strategy may take either way, without an error; tests of the strategy hold the decision. */
export const DECISIONS: readonly Equivalent[] = [
  strategy(
    'path/chunked',
    /CHUNK_PAGES/,
    'the size of a chunk is a parameter: test/strategy/path/chunked.test.ts',
  ),
  strategy(
    'path/incremental',
    /dropped: store.accountPage/,
    'pages of a store in flight may be counted later: test/strategy/path/incremental.test.ts',
  ),
  strategy(
    'store',
    /accountPage \| dropped|account \| moved down/,
    'pages of a store in flight may be counted later: test/strategy/store.test.ts',
  ),
  strategy(
    'path/page-by-page',
    /left only: store.checkGlobalLimit/,
    'v7 takes a reference per page, others one: test/strategy/path/incremental.test.ts',
  ),
  strategy('policy/backoff', /./, 'size of an estimate: test/strategy/policy/backoff.test.ts'),
  strategy('policy/clairvoyant', /./, 'an exact fit: test/strategy/policy/clairvoyant.test.ts'),
  strategy('policy/headroom', /at equal/, 'an exact fit: test/strategy/policy/headroom.test.ts'),
  strategy(
    'policy/transactional',
    /./,
    'which is undone: test/strategy/policy/transactional.test.ts',
  ),
  strategy('policy/reserve', /./, 'how much is reserved: test/strategy/policy/reserve.test.ts'),
  strategy('store-pages', /right only: memcg.charge/, 'test/strategy/policy/reserve.test.ts'),
  model(
    'first-refused-page',
    /./,
    'a page refused before its compression is refused after it too: test/strategy/path/oracle.test.ts',
  ),
  model('limit', /./, 'sizes of estimates: test/model/zswap/limit.test.ts'),
  model('memcg', /reserve \| at equal/, 'an exact fit: test/model/zswap/memcg.test.ts'),
  model('reservations', /at equal/, 'an exact fit: test/model/zswap/limit.test.ts'),
];
