/** Counters and invariants that are compared with expected values after every step. */
const AFTER_STEPS = [
  'stored_pages',
  'stored_incompressible_pages',
  'zswpout',
  'zswpin',
  'zswpwb',
  'written_back_pages',
  'pool_limit_hit',
  'memcg_zswap',
  'memcg_zswapped',
  'lru_entries',
  'compressed bytes',
  'pool_refs',
  'pool_pages',
  'written back while stored',
  'checks of the pool limit',
  'checks of the memcg limit',
  'compressions',
  'pages stored without the pool',
  'pages stored without a limit check',
  'pages of limit checks',
  'refusals ignored',
  'stores that hold the pool',
  'full flag',
  'LRU walks',
  'shrinks',
  'results of steps',
  'contents of entries',
  'average length',
  'pool bytes reserved',
  'memcg bytes reserved',
  'bytes used and reserved',
  'answers to reservations',
  'memcg peak',
  'pages freed of other folios',
  'stores past a limit',
  'reject_reclaim_fail',
] as const;

/** Likewise with no store in flight. */
const AT_REST = [
  'entries in use',
  'objects in the pool',
  'LRU order',
  'p99 overshoot',
  'worker requests',
  'stores that tell no end',
  'reject_kmemcache_fail',
  'reject_alloc_fail',
  'reject_compress_poor',
  'reject_compress_fail',
] as const;

/** Compared with the outcomes of a case's stores. */
const OF_OUTCOMES = [
  'pool pages past the bound',
  'index',
  'pages of the folio',
  'pages said to be stored',
  'failing page',
  'ends of a store',
  'shrinks of a store',
  'reject cause',
  'wasted compressions',
] as const;

/** Everything that `check` compares, in the order of comparison. */
export const CHECKED_COUNTERS = [...AFTER_STEPS, ...AT_REST, ...OF_OUTCOMES];

export type CheckedCounter = (typeof CHECKED_COUNTERS)[number];

/** A checked counter, one memcg's share of it, or an error that ended the case. */
export type ViolationSubject =
  | CheckedCounter
  | `${CheckedCounter} of memcg${number}`
  | `error: ${string}`;
