import { PAGE_SIZE } from '../../common/page.js';
import type { Folio } from '../folio/folio.js';
import { incompressiblePages } from './length-rules.js';
import type { Zswap } from './zswap.js';

/** Entries of the folio that is being stored; no folio has more pages. */
const stored = new Uint32Array(512);

/**
 * Stores a folio in one step, with the effects of the steps of a store that nothing refuses and nothing interrupts. Its slots are
 * empty, no page of it is refused, and the pool stays below its limit.
 *
 * @param chargedPages pages that the memcg's page gauge rises by
 */
export function storeAtOnce(zswap: Zswap, folio: Folio, chargedPages: number): void {
  const { entries, index, pool, averageLength, events, counters, gauges, kernel } = zswap;
  const { slot, page, pageCount, memcg: memcgNumber, node = 0 } = folio;
  for (let i = 0; i < pageCount; i++) stored[i] = entries.allocate();
  const { slot: slots, handle: handles, length: lengths, page: pages } = entries;
  let bytes = 0;
  let incompressible = 0;
  for (let i = 0; i < pageCount; i++) {
    const entry = stored[i];
    const length = Math.min(zswap.payloadOf(folio, i), PAGE_SIZE);
    const handle = pool.malloc(length);
    averageLength.add(length);
    slots[entry] = slot + i;
    handles[entry] = handle;
    lengths[entry] = length;
    pages[entry] = page + i;
    events.allocated(handle, length);
    events.published(slot + i, length, memcgNumber);
    bytes += length;
    incompressible += incompressiblePages(kernel, length);
  }
  index.storeAll(slot, stored, pageCount);
  const memcg = zswap.memcgs[memcgNumber];
  const lru = memcg.lrus[node];
  for (let i = 0; i < pageCount; i++) {
    const entry = stored[i];
    entries.memcg[entry] = memcgNumber;
    entries.node[entry] = node;
    entries.accounted[entry] = 1;
    lru.add(entry);
  }
  memcg.charge(bytes, chargedPages);
  zswap.overshoot.observeBelow(pageCount);
  zswap.compressedBytes += bytes;
  zswap.entryPoolRefs += pageCount;
  gauges.add(pageCount, incompressible);
  counters.zswpout += pageCount;
  events.accepted(pageCount);
}
