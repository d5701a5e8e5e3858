import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../folio/folio.js';
import { isCompressed, isIncompressible } from './length-rules.js';
import type { Zswap } from './zswap.js';

/** Whether the kernel takes every page of a folio. */
export function allPagesFit(zswap: Zswap, folio: Folio): boolean {
  if (zswap.keepsIncompressible(folio)) return true;
  for (let index = 0; index < folio.pageCount; index++) {
    if (!isCompressed(zswap.kernel, zswap.payloadOf(folio, index))) return false;
  }
  return true;
}

/**
 * Stores a folio in one step, with the effects of the steps of a store that nothing refuses and nothing interrupts. Its slots are
 * empty, {@link allPagesFit}, and the pool stays below its limit.
 *
 * @param chargedPages pages that the memcg's page gauge rises by
 */
export function storeAtOnce(zswap: Zswap, folio: Folio, chargedPages: number): void {
  const { entries, index, pool, averageLength, events, counters, kernel } = zswap;
  const { slot, page, pageCount, memcg: memcgNumber, node = 0 } = folio;
  const memcg = zswap.memcgs[memcgNumber];
  const lru = memcg.lrus[node];
  let bytes = 0;
  let incompressible = 0;
  for (let i = 0; i < pageCount; i++) {
    const length = Math.min(zswap.payloadOf(folio, i), PAGE_SIZE);
    const entry = entries.allocate();
    const handle = pool.malloc(length);
    averageLength.add(length);
    entries.slot[entry] = slot + i;
    entries.handle[entry] = handle;
    entries.length[entry] = length;
    entries.page[entry] = page + i;
    entries.memcg[entry] = memcgNumber;
    entries.node[entry] = node;
    entries.accounted[entry] = 1;
    events.allocated(handle, length);
    index.store(slot + i, entry);
    events.published(slot + i, length, memcgNumber);
    lru.add(entry);
    bytes += length;
    if (isIncompressible(kernel, length)) incompressible++;
  }
  memcg.charge(bytes, chargedPages);
  zswap.overshoot.observeBelow(pageCount);
  zswap.compressedBytes += bytes;
  zswap.entryPoolRefs += pageCount;
  counters.stored_pages += pageCount;
  counters.stored_incompressible_pages += incompressible;
  counters.zswpout += pageCount;
  events.accepted(pageCount);
}
