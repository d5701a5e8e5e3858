import type { Limit } from '../../src/model/zswap/limit.js';
import type { LimitPolicy } from '../../src/strategy/limit-policy.js';
import { folioAt } from './watched-zswap.js';

/** A limit whose answers are written down; they may be changed at any time. */
export interface ScriptedLimit extends Limit {
  room: number;
  refusal: ReturnType<Limit['check']>;
  /** Bytes reserved, and released as negative numbers, in order. */
  readonly reserved: number[];
}

/** @param kind which of the two limits it is like; a page takes its compressed length of either */
export function scriptedLimit(kind: 'global' | 'memcg'): ScriptedLimit {
  const reserved: number[] = [];
  const limit: ScriptedLimit = {
    room: Number.POSITIVE_INFINITY,
    refusal: null,
    reserved,
    check: () => limit.refusal,
    roomBytes: () => limit.room,
    costBytes: (length) => length,
    costBytesOfAll: (lengths) => lengths.reduce((sum, length) => sum + length, 0),
    reserve: (_folio, bytes) => {
      if (bytes > limit.room) return false;
      reserved.push(bytes);
      limit.room -= bytes;
      return true;
    },
    release: (_folio, bytes) => {
      reserved.push(-bytes);
      limit.room += bytes;
    },
    movesAtAllocation: kind === 'global',
    exceeded: kind === 'global' ? 'pool_limit' : 'memcg_limit',
  };
  return limit;
}

/** The least room with which a policy lets a folio of so many pages in. Only for policies that reserve nothing. */
export function neededBytes(policy: LimitPolicy, limit: ScriptedLimit, pages: number): number {
  const fits = (room: number) => {
    limit.room = room;
    return policy.admit(folioAt(0, pages), pages) === null;
  };
  let low = -1;
  let high = pages * 4096;
  if (!fits(high)) throw new Error('more than the uncompressed size is requested');
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle;
  }
  return high;
}
