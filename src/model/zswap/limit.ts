import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../folio/folio.js';
import type { LimitRefusal } from './pool-limit.js';
import type { Zswap } from './zswap.js';

/** Reject cause of each limit when usage is above it. */
export type LimitExceeded = 'pool_limit' | 'memcg_limit';

/** One of zswap's two limits behind one interface, so that a policy is written once for both. */
export interface Limit {
  /** The kernel's own check: the reject cause, or null to go on. */
  check(folio: Folio): LimitRefusal | 'memcg_limit' | null;
  /** Bytes that still fit below it, reservations subtracted. Negative above it. */
  roomBytes(folio: Folio): number;
  /** Bytes of it that a page of `length` compressed bytes takes. */
  costBytes(length: number): number;
  /** Bytes of it that pages of such compressed lengths take together. */
  costBytesOfAll(lengths: Uint16Array): number;
  /** Reserves bytes of it, or nothing, and returns false, if they do not fit. Atomic among threads. */
  reserve(folio: Folio, bytes: number): boolean;
  /** Releases a reservation. */
  release(folio: Folio, bytes: number): void;
  /** Whether its usage moves when a page is allocated; otherwise it moves when the page is accounted. */
  readonly movesAtAllocation: boolean;
  /** Reject cause for usage above it. */
  readonly exceeded: LimitExceeded;
}

/** The pool's limit: whole pages of zsmalloc, with hysteresis. */
export function globalLimit(zswap: Zswap): Limit {
  const { limit, pool, reservations } = zswap;
  const roomBytes = () => (limit.maxPages - pool.pagesAllocated) * PAGE_SIZE - reservations.bytes;
  return {
    check: (folio) => zswap.checkLimits(folio),
    roomBytes,
    costBytes: (length) => pool.growthOf(length) * PAGE_SIZE,
    costBytesOfAll: (lengths) => pool.growthOfAll(lengths) * PAGE_SIZE,
    reserve: (_folio, bytes) => reservations.reserve(bytes, roomBytes),
    release: (_folio, bytes) => reservations.release(bytes),
    movesAtAllocation: true,
    exceeded: 'pool_limit',
  };
}

/** memory.zswap.max of the folio's memcg and of every ancestor: compressed bytes. */
export function memcgLimit(zswap: Zswap): Limit {
  const memcgOf = (folio: Folio) => zswap.memcgs[folio.memcg];
  return {
    check: (folio) => (zswap.mayZswap(folio) ? null : 'memcg_limit'),
    roomBytes: (folio) => memcgOf(folio).roomBytes(),
    costBytes: (length) => length,
    costBytesOfAll: (lengths) => lengths.reduce((sum, length) => sum + length, 0),
    reserve: (folio, bytes) => memcgOf(folio).reserve(bytes),
    release: (folio, bytes) => memcgOf(folio).release(bytes),
    movesAtAllocation: false,
    exceeded: 'memcg_limit',
  };
}
