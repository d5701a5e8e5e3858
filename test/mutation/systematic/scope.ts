/** Strategies in which a change is looked for, the most telling first. */
const EVERY = [
  'batch',
  'mainline-6.18',
  'reserve',
  'incremental',
  'transactional',
  'batch-backoff',
  'chunked',
  'split',
  'recheck',
  'deferred',
  'oracle',
  'mainline-6.12',
  'mainline-6.13',
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
