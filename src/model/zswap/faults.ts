import type { Folio } from '../folio/folio.js';

/** Where a store can fail that is otherwise only provoked by luck. */
export type FaultPoint =
  /** The global check finds the pool at its limit. */
  | 'pool_limit'
  /** The memcg check finds the memcg at its limit. */
  | 'memcg_limit'
  /** The pool is being replaced: zswap_pool_tryget() fails. */
  | 'pool_ref'
  /** The slab gives no entry; of a batch, not all of them. */
  | 'entry_alloc'
  /** The compressor reports an error. */
  | 'compress_error'
  /** The page does not compress. */
  | 'incompressible'
  /** zs_malloc() finds no memory. */
  | 'zs_malloc'
  /** The xarray finds no memory for a node. */
  | 'index_node';

/** Decides which steps fail. */
export interface Faults {
  /** Whether the step of a folio's store that is about to be taken fails. */
  strikes(point: FaultPoint, folio: Folio): boolean;
}
