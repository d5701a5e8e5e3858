import { PAGE_SIZE } from '../common/page.js';
import type { Folio } from '../model/folio/folio.js';
import { type Heap, LocalHeap } from '../model/heap/heap.js';
import type { CompressedPages } from '../model/zswap/compressed-pages.js';
import { KERNELS, type Kernel } from '../model/zswap/kernel-presets.js';
import { PoolLimit } from '../model/zswap/pool-limit.js';
import type { StepCosts } from '../model/zswap/step-costs.js';
import type { StepHooks } from '../model/zswap/step-hooks.js';
import type { Strategy } from '../strategy/strategy.js';
import { type CheckCase, MEMCGS } from './check-case.js';
import { ACCEPT_PERCENT, CheckedZswap } from './expected/checked-zswap.js';
import type { ExpectedCounters } from './expected/expected-counters.js';
import { ShadowZsmalloc } from './expected/shadow-zsmalloc.js';
import type { FaultInjector } from './fault-injector.js';

/** Checked strategy, its kernel, and the compressed lengths of real pages. */
export interface Subject {
  readonly name: string;
  readonly strategy: Strategy;
  /** Kernel of a case that names none. */
  readonly kernel: Kernel;
  /** Presets that cases vary; absent: none but {@link kernel}. */
  readonly kernels?: readonly string[];
  /** Payload bytes of the pages of a corpus. */
  readonly lengths: Uint16Array;
}

/** Where a case does not say. */
const BACKGROUND_PAGES = 4;
const BACKGROUND_SLOT = 1 << 20;
/** Repetitions of the corpus between the pages of two stores, so that each has pages of its own. */
const OWN_PAGES = 8;
const UNLIMITED = Number.MAX_SAFE_INTEGER;

/** All costs are zero, because the scheduler decides the order of steps. */
const NO_TIME: StepCosts = {
  limitCheckNs: 0,
  entryAllocateNs: 0,
  compressNs: 0,
  publishNs: 0,
  accountNs: 0,
  loadNs: 0,
  freeNs: 0,
  scanNs: 0,
  writebackNs: 0,
  memcgVisitNs: 0,
  deviceNsPerPage: 0,
};

/** Initial zswap of a case, and the folio of each task. */
export interface CaseSetup {
  readonly zswap: CheckedZswap;
  /** By task; null for a task that stores nothing. */
  readonly folios: readonly (Folio | null)[];
  readonly background: Folio;
}

/** Parts of a case that the runner keeps after setup. */
export interface CaseParts {
  readonly events: ExpectedCounters;
  readonly injector: FaultInjector;
  /** The injector, or a tracer in front of it. */
  readonly hooks: StepHooks;
  /** Memory of the zswap; of its own unless cases share it. */
  readonly heap?: Heap;
}

/** Returns the kernel of a case. */
export function kernelOfCase(subject: Subject, { kernel }: CheckCase): Kernel {
  return (kernel === undefined ? undefined : KERNELS.get(kernel)) ?? subject.kernel;
}

/** Returns the most pages that a case has in zswap at a time. */
export function mostPagesOf({ tasks, backgroundPages = BACKGROUND_PAGES }: CheckCase): number {
  return tasks.reduce((sum, task) => {
    if (task.kind !== 'store') return sum;
    return sum + task.pageCount * (task.older ? 2 : 1);
  }, backgroundPages);
}

/** Builds the zswap and the folios of a case. */
export function setUpCase(
  subject: Subject,
  plan: CheckCase,
  { events, injector, hooks, heap = new LocalHeap() }: CaseParts,
): CaseSetup {
  const { lengths } = subject;
  // Folios lie side by side, so that a step past the end of one meets another's page.
  let nextSlot = 0;
  const older = plan.tasks.map((task) => {
    if (task.kind !== 'store') return null;
    const folio = folioAt(nextSlot, task.page, task.pageCount, task.memcg);
    nextSlot += task.pageCount;
    return folio;
  });
  const special = new Map<number, number>();
  const folios = older.map((folio, number) =>
    folio === null ? null : stored(folio, (number + 1) * OWN_PAGES * lengths.length, plan, special),
  );
  const background = folioAt(BACKGROUND_SLOT, 0, plan.backgroundPages ?? BACKGROUND_PAGES, 0);
  const present = [background, ...older.filter((folio, i) => folio !== null && hasOlder(plan, i))];
  const pages: CompressedPages = {
    compress: (page) => special.get(page) ?? lengths[page % lengths.length],
    store: () => {},
  };
  const lengthOf = (folio: Folio, index: number) =>
    Math.min(PAGE_SIZE, pages.compress(folio.page + index));
  const rooms = [plan.roomPages, plan.memcgRoomPages, plan.parentRoomPages];
  const isLimited = rooms.some((room) => room !== null);
  const at = usageOf(isLimited ? (present as Folio[]) : [], lengthOf);

  const wholePages = (bytes: number) => Math.floor(bytes / PAGE_SIZE);
  const limitAt = (usedPages: number, room: number | null) =>
    room === null ? null : usedPages + room;
  const fullestPages = wholePages(Math.max(...at.memcgBytes));
  const allPages = wholePages(at.memcgBytes.reduce((sum, bytes) => sum + bytes, 0));
  const zswap = new CheckedZswap({
    limit: new PoolLimit(limitAt(at.poolPages, plan.roomPages) ?? UNLIMITED, 100, ACCEPT_PERCENT),
    memcgs: {
      count: MEMCGS,
      maxPages: limitAt(fullestPages, plan.memcgRoomPages),
      parentMaxPages: limitAt(allPages, plan.parentRoomPages),
      writeback: plan.writeback ?? true,
    },
    kernel: kernelOfCase(subject, plan),
    pages,
    overflow: 'compress_poor',
    costs: NO_TIME,
    memory: null,
    heap,
    events,
    injector,
    hooks,
  });
  for (const folio of present as Folio[]) {
    for (let index = 0; index < folio.pageCount; index++) {
      const entry = zswap.entries.allocate();
      zswap.insert(entry, folio, index, lengthOf(folio, index));
      zswap.publish(entry, folio);
      zswap.account(entry);
      // Every second entry has a clear referenced bit: writeback may take it at once.
      zswap.entries.referenced[entry] = index % 2;
      zswap.addToLru(entry);
    }
  }
  return { zswap, folios, background };
}

/** Returns the folio of a store, at pages of its own, one of which may be incompressible. */
function stored(
  folio: Folio,
  pageOffset: number,
  { incompressible }: CheckCase,
  special: Map<number, number>,
): Folio {
  const page = folio.page + pageOffset;
  if (incompressible !== undefined) {
    special.set(page + (incompressible.index % folio.pageCount), incompressible.bytes);
  }
  return { ...folio, page };
}

function hasOlder(plan: CheckCase, number: number): boolean {
  const task = plan.tasks[number];
  return task.kind === 'store' && task.older;
}

function usageOf(
  folios: readonly Folio[],
  lengthOf: (folio: Folio, index: number) => number,
): { poolPages: number; memcgBytes: number[] } {
  const pool = new ShadowZsmalloc();
  let handle = 0;
  const memcgBytes = new Array<number>(MEMCGS).fill(0);
  for (const folio of folios) {
    for (let index = 0; index < folio.pageCount; index++) {
      const length = lengthOf(folio, index);
      pool.allocated(handle++, length);
      memcgBytes[folio.memcg] += length;
    }
  }
  return { poolPages: pool.pages, memcgBytes };
}

function folioAt(slot: number, page: number, pageCount: number, memcg: number): Folio {
  return { number: 0, slot, page, pageCount, memcg, zeroPages: 0 };
}
