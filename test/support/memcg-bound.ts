import type { PolicyFactory } from '../../src/strategy/limit-policy.js';
import { batch } from '../../src/strategy/path/batch.js';
import { CHUNK_PAGES, chunked } from '../../src/strategy/path/chunked.js';
import { oracle } from '../../src/strategy/path/oracle.js';
import { atLimit } from '../../src/strategy/policy/at-limit.js';
import { backoff } from '../../src/strategy/policy/backoff.js';
import { clairvoyant } from '../../src/strategy/policy/clairvoyant.js';
import { clearance, ratio } from '../../src/strategy/policy/headroom.js';
import { reserve } from '../../src/strategy/policy/reserve.js';
import { transactional } from '../../src/strategy/policy/transactional.js';
import type { BoundContext, Strategy } from '../../src/strategy/strategy.js';

// Policies that the account below is of.
const KNOWN: readonly PolicyFactory[] = [
  ...[atLimit, transactional, clearance, ratio, backoff, reserve, clairvoyant],
];

// Kernel-like policies go on if one page was written back, whatever else they found.
const GO_ON: readonly PolicyFactory[] = [atLimit, transactional];

/**
 * By how many bytes memory.zswap.max may be passed, of a memcg or its parent; null where nothing is promised.
 *
 * Take the store that was admitted last before a peak. From then on no other store is admitted, so at most one folio a task,
 * of 4096 bytes a page, is yet to be charged, its own included.
 *
 *   reserve          what is charged was reserved before: never
 *   transactional    never, if all of a folio is charged in the step in which it is compared
 *   clairvoyant      never, if it is stored in that step too
 *   clearance        its own folio fitted as large as it can be: one folio less
 *   atLimit          it was below the limit: all tasks' folios; but where pages can be written back, one that is brings in
 *                    a whole folio, again and again
 *   ratio, backoff   it was below the limit, by what was estimated: all tasks' folios
 *   any other        nothing
 */
export function memcgBoundBytes(
  { memcg, path }: Strategy,
  { tasks, folioPages }: BoundContext,
  writeback: boolean,
): number | null {
  if (!KNOWN.includes(memcg)) return null;
  if (memcg === reserve) return 0;
  if (memcg === transactional && (path === batch || path === chunked)) return 0;
  if (memcg === clairvoyant && path === oracle) return 0;
  if (GO_ON.includes(memcg) && writeback) return null;
  const pages = path === chunked ? Math.min(CHUNK_PAGES, folioPages) : folioPages;
  return (memcg === clearance ? tasks - 1 : tasks) * pages * 4096;
}
