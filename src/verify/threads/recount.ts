import { CLASSES, OBJS_PER_ZSPAGE } from '../../model/zsmalloc/size-classes.js';
import type { ZsPool } from '../../model/zsmalloc/zs-pool.js';
import type { Entry } from '../../model/zswap/entries.js';
import type { Memcg } from '../../model/zswap/memcg.js';
import type { Zswap } from '../../model/zswap/zswap.js';
import type { CounterTotals } from './counter-totals.js';

const PAGE_BYTES = 4096;

/**
 * Recounts a zswap from the entries in its index, once no thread works on it, and compares the result with its counters.
 *
 * @param totals sums of the threads' counters; gauges that they share are read from the zswap
 * @param declared counters with a declared drift
 * @returns one clause per difference
 */
export function recount(
  zswap: Zswap,
  totals: CounterTotals,
  declared: readonly string[],
): string[] {
  const found = new Findings();
  const visible = visibleEntries(zswap, found);
  recountPool(zswap.pool, visible.length, found);
  recountLrus(zswap, new Set(visible), found);
  recountMemcgs(zswap, visible, declared, found);
  recountGauges(zswap, visible, { totals, declared }, found);
  return found.clauses;
}

class Findings {
  readonly clauses: string[] = [];

  mustBe(subject: string, found: number, expected: number): void {
    if (found !== expected) this.clauses.push(`${subject} is ${found}, counted anew ${expected}`);
  }
}

function visibleEntries({ entries, index }: Zswap, found: Findings): Entry[] {
  const visible = [...index];
  const misplaced = visible.filter((entry) => index.get(entries.slot[entry]) !== entry);
  found.mustBe('entries at another slot than their own', misplaced.length, 0);
  found.mustBe('entries in use', entries.inUse, visible.length);
  const handles = new Set(visible.map((entry) => entries.handle[entry]));
  found.mustBe('objects of entries', handles.size, visible.length);
  return visible;
}

function recountPool(pool: ZsPool, objects: number, found: Findings): void {
  const free = new Array<number>(CLASSES).fill(0);
  let pages = 0;
  let inuse = 0;
  let taken = 0;
  let misplaced = 0;
  for (const zspage of pool.zspages()) {
    pages += zspage.pages;
    inuse += zspage.inuse;
    taken += zspage.taken;
    free[zspage.classIndex] += OBJS_PER_ZSPAGE[zspage.classIndex] - zspage.inuse;
    if (!zspage.inPlace) misplaced++;
  }
  found.mustBe('pages of the pool', pool.pagesAllocated, pages);
  found.mustBe('objects in use', inuse, objects);
  found.mustBe('objects taken', taken, objects);
  found.mustBe('zspages in a wrong fullness group', misplaced, 0);
  for (const [classIndex, objectsFree] of free.entries()) {
    found.mustBe(
      `free objects of size class ${classIndex}`,
      pool.freeObjects(classIndex),
      objectsFree,
    );
  }
}

function recountLrus({ entries, memcgs }: Zswap, visible: Set<Entry>, found: Findings): void {
  const onLists = new Set<Entry>();
  const lists = memcgs.flatMap(({ name, lrus }, number) =>
    lrus.map((lru, node) => ({
      name: lrus.length > 1 ? `${name} on node ${node}` : name,
      lru,
      number,
      node,
    })),
  );
  for (const { name, lru, number, node } of lists) {
    let length = 0;
    let wrong = 0;
    let before: Entry | null = null;
    for (const entry of lru) {
      const linkedBack: boolean = before === null || entries.lruPrevious[entry] === before;
      const own =
        visible.has(entry) && entries.memcg[entry] === number && entries.node[entry] === node;
      if (!linkedBack || !own || onLists.has(entry)) wrong++;
      onLists.add(entry);
      before = entry;
      // A list longer than the number of entries has a cycle.
      if (++length > visible.size) break;
    }
    found.mustBe(`entries on the LRU of ${name}`, lru.size, length);
    found.mustBe(`links of the LRU of ${name} that are wrong`, wrong, 0);
  }
  found.mustBe('entries on LRUs', onLists.size, visible.size);
}

function recountMemcgs(
  { entries, memcgs, memcgParent }: Zswap,
  visible: readonly Entry[],
  declared: readonly string[],
  found: Findings,
): void {
  const compare = (memcg: Memcg, own: readonly Entry[]) => {
    const bytes = own.reduce((sum, entry) => sum + entries.length[entry], 0);
    const { name, zswapBytes, zswapped, objcg } = memcg;
    if (!declared.includes('memcg_zswap')) found.mustBe(`zswap of ${name}`, zswapBytes, bytes);
    if (!declared.includes('memcg_zswapped')) {
      found.mustBe(`zswapped of ${name}`, zswapped, own.length);
    }
    found.mustBe(`bytes reserved of ${name}`, memcg.reservedBytes, 0);
    if (objcg === null || memcg === memcgParent) return;
    const charged = zswapBytes + objcg.stockedBytes;
    found.mustBe(`bytes of pages charged to ${name}`, objcg.chargedPages * PAGE_BYTES, charged);
  };
  compare(memcgParent, visible);
  const chargedPages = memcgs.reduce((sum, { objcg }) => sum + (objcg?.chargedPages ?? 0), 0);
  found.mustBe('pages charged to parent', memcgParent.objcg?.chargedPages ?? 0, chargedPages);
  for (const [number, memcg] of memcgs.entries()) {
    compare(
      memcg,
      visible.filter((entry) => entries.memcg[entry] === number),
    );
  }
}

function recountGauges(
  { reservations, entries, kernel, counters: gauges }: Zswap,
  visible: readonly Entry[],
  { totals, declared }: { readonly totals: CounterTotals; readonly declared: readonly string[] },
  found: Findings,
): void {
  const { counters } = totals;
  const bytes = visible.reduce((sum, entry) => sum + entries.length[entry], 0);
  const incompressible = visible.filter(
    (entry) => kernel.keepsIncompressible && entries.length[entry] === PAGE_BYTES,
  );
  const counted: [string, number, number][] = [
    ['stored_pages', gauges.stored_pages, visible.length],
    ['stored_incompressible_pages', gauges.stored_incompressible_pages, incompressible.length],
    ['zswpout', counters.zswpout, totals.acceptedPages],
    ['zswpin', counters.zswpin, totals.loadedPages],
    ['zswpwb', counters.zswpwb, counters.written_back_pages],
  ];
  for (const [name, value, expected] of counted) {
    if (!declared.includes(name)) found.mustBe(name, value, expected);
  }
  found.mustBe('compressed bytes', totals.compressedBytes, bytes);
  found.mustBe('references to the pool', totals.entryPoolRefs, visible.length);
  found.mustBe('stores in flight', totals.storesInFlight, 0);
  found.mustBe('bytes reserved of the pool', reservations.bytes, 0);
}
