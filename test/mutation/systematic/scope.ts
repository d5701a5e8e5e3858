/** Strategies in which a change is looked for, the most telling first. */
const EVERY = [
  ...['batch', 'mainline-6.18', 'reserve', 'incremental', 'transactional', 'split'],
  ...['oracle', 'recheck', 'deferred', 'mainline-6.12', 'chunked', 'batch-backoff'],
];

const PATHS = {
  batch: EVERY,
  chunked: ['chunked'],
  deferred: ['deferred'],
  incremental: ['incremental'],
  mainline: ['mainline-6.18', 'mainline-6.12', 'mainline-6.13'],
  oracle: ['oracle'],
  'page-by-page': ['mainline-6.18', 'incremental', 'mainline-6.13'],
  recheck: ['recheck'],
  split: ['split'],
};

const POLICIES = {
  backoff: ['batch-backoff'],
  clairvoyant: ['oracle'],
  headroom: ['batch-clearance', 'batch-ratio', 'recheck'],
  reserve: ['reserve'],
  transactional: ['transactional'],
};

const MODEL = [
  ...['zswap', 'memcg', 'lru', 'entries', 'swap-index', 'pool-limit', 'limit', 'reservations'],
  ...['shrink-memcg', 'compress-refusal', 'length-rules', 'stored-gauges', 'folios-in-flight'],
  ...['ewma', 'first-refused-page'],
];

const files = (folder: string, names: Record<string, readonly string[]>) =>
  Object.entries(names).map(([name, strategies]) => [`${folder}/${name}.ts`, strategies] as const);
const shared = (folder: string, names: readonly string[]) =>
  files(folder, Object.fromEntries(names.map((name) => [name, EVERY])));

/** Functions of these files that are no step of a store, or that no case of `check` can run, each with its tests. */
export const OUTSIDE: readonly (readonly [within: RegExp, why: string])[] = [
  [/^ShrinkWorker/, 'the worker never runs in a case: test/model/zswap/shrink-worker.test.ts'],
  [
    /^SwapIndex\.(storeAll|\[Symbol)/,
    'no store of a case calls it: test/model/zswap/swap-index.test.ts',
  ],
  [/^(SwapIndex\.#addCluster|placeOf|nodePlaceOf)$/, 'layout: test/model/zswap/swap-index.test.ts'],
  [/^(CLUSTER|NODE|ROOT)_?/, 'layout: test/model/zswap/swap-index.test.ts'],
  [/^Entries\.#widen$/, 'growth of columns: test/model/zswap/entries.test.ts'],
  [/^FoliosInFlight\.#announce$/, 'other threads: test/model/zswap/folios-in-flight.test.ts'],
  [
    /^Store\.toString$|^outOfOrder$|^completeStore$|^isTime$|^maxStepsOf$|^STEPS_/,
    'messages, or no part of a case: test/strategy/store.test.ts',
  ],
  [
    /^RunningStore\.(#endless|#noTime|#thrown|#violation|\[Symbol)/,
    'messages: test/strategy/run-store.test.ts',
  ],
];

/** Files of store paths, limit policies and primitives, each with the strategies that run it. */
export const STRATEGY_FILES: ReadonlyMap<string, readonly string[]> = new Map([
  ...files('strategy/path', PATHS),
  ...files('strategy/policy', POLICIES),
  ...shared('strategy', ['store', 'store-pages', 'run-store', 'limit-policies']),
]);

/** Files of primitives. */
export const MODEL_FILES: ReadonlyMap<string, readonly string[]> = new Map(
  shared('model/zswap', MODEL),
);
