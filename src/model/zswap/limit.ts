import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../folio/folio.js';
import type { LimitRefusal } from './pool-limit.js';
import type { Zswap } from './zswap.js';

/** One of zswap's two limits, seen alike, so that a policy can be written once for both. */
export interface Limit {
  /** The kernel's own look at it: null to go on. */
  check(folio: Folio): LimitRefusal | 'memcg_limit' | null;
  /** Bytes that still fit below it, reservations left out. Negative once it is passed. */
  roomBytes(folio: Folio): number;
  /** What a page of `length` compressed bytes will take of it, in bytes. */
  costBytes(length: number): number;
  /** What pages of such compressed lengths will take of it together, in bytes. */
  costBytesOfAll(lengths: Uint16Array): number;
  /** Lays claim to bytes of it, or, false, to nothing if they do not fit. Claims of other threads come before or after. */
  claim(folio: Folio, bytes: number): boolean;
  /** Gives a claim up. */
  release(folio: Folio, bytes: number): void;
  /** Whether its usage moves when a page is allocated, or when it is accounted. */
  readonly movesAtAllocation: boolean;
  /** Its refusal for being passed. */
  readonly passed: 'pool_limit' | 'memcg_limit';
}

/** The pool's limit: whole pages of zsmalloc, with hysteresis. */
export function globalLimit(zswap: Zswap): Limit {
  const { limit, pool, claims } = zswap;
  const roomBytes = () => (limit.maxPages - pool.pagesAllocated) * PAGE_SIZE - claims.bytes;
  return {
    check: (folio) => zswap.checkLimits(folio),
    roomBytes,
    costBytes: (length) => pool.growthOf(length) * PAGE_SIZE,
    costBytesOfAll: (lengths) => pool.growthOfAll(lengths) * PAGE_SIZE,
    claim: (_folio, bytes) => claims.claim(bytes, roomBytes),
    release: (_folio, bytes) => claims.release(bytes),
    movesAtAllocation: true,
    passed: 'pool_limit',
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
    claim: (folio, bytes) => memcgOf(folio).claim(bytes),
    release: (folio, bytes) => memcgOf(folio).release(bytes),
    movesAtAllocation: false,
    passed: 'memcg_limit',
  };
}
