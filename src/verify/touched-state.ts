// State that tasks share, as bits. Only what a task can observe counts: counters that no step reads are left out.

/** Parts of the state that a step reads, writes, or adds to. */
export interface Footprint {
  readonly reads: number;
  readonly writes: number;
  /** Sums that it changes by an amount of its own: two additions may change places. */
  readonly adds: number;
}

/** Pages of the pool, as far as they rise, and as far as they fall: the peak depends on the order of the two. */
export const POOL_RISES = 1 << 0;
export const POOL_FALLS = 1 << 1;
/** Charge of the first memcg; others follow. */
export const FIRST_CHARGE = 1 << 2;
export const PARENT_CHARGE = 1 << 4;
/** Bytes that stores have reserved. */
export const RESERVED = 1 << 5;
/** zswap_pool_reached_full. */
export const FULL_FLAG = 1 << 6;
/** Folios that writeback has to leave. */
export const IN_FLIGHT = 1 << 7;
/** State of limit policies. */
export const POLICY_STATE = 1 << 8;
/** Average compressed length. */
export const AVERAGE = 1 << 9;
/** References that a pool grants before it is replaced. */
export const POOL_REFERENCES = 1 << 10;
/** LRU of the first memcg; others follow. */
export const FIRST_LRU = 1 << 11;
/** stored_pages: freeing an entry takes back what was counted for it. */
export const STORED_PAGES = 1 << 13;
/** Swap slots, several to a bit, and likewise size classes. */
const FIRST_SLOT = 14;
const SLOT_BITS = 9;
const FIRST_CLASS = FIRST_SLOT + SLOT_BITS;
const CLASS_BITS = 8;

export const CHARGES = FIRST_CHARGE | (FIRST_CHARGE << 1) | PARENT_CHARGE;
export const POOL_PAGES = POOL_RISES | POOL_FALLS;
export const SIZE_CLASSES = ((1 << CLASS_BITS) - 1) << FIRST_CLASS;
/** All that limits depend on. */
export const USAGE = POOL_PAGES | CHARGES | RESERVED | FULL_FLAG | SIZE_CLASSES;
const EVERYTHING = 0x7fff_ffff;

/** Footprint of a step that may have touched anything. */
export const UNKNOWN_FOOTPRINT: Footprint = { reads: EVERYTHING, writes: EVERYTHING, adds: 0 };

/** Records what the current step touches. */
export class TouchedState implements Footprint {
  reads = 0;
  writes = 0;
  adds = 0;

  clear(): void {
    this.reads = 0;
    this.writes = 0;
    this.adds = 0;
  }

  readSlot(slot: number): void {
    this.reads |= slotBit(slot);
  }

  wroteSlot(slot: number): void {
    this.writes |= slotBit(slot);
  }

  wroteLru(memcg: number): void {
    this.writes |= FIRST_LRU << memcg;
  }

  /** Notes an object of `length` bytes, allocated or freed: which zspage it is in depends on the order. */
  wroteObject(length: number): void {
    this.writes |= 1 << (FIRST_CLASS + ((length >> 4) % CLASS_BITS));
  }

  readCharges(memcg: number): void {
    this.reads |= (FIRST_CHARGE << memcg) | PARENT_CHARGE;
  }
}

/** Returns whether the order of two steps of different tasks may matter. */
export function areDependent(one: Footprint, other: Footprint): boolean {
  const changed = other.writes | other.adds;
  const conflicts =
    (one.writes & (other.reads | changed)) | (one.adds & (other.reads | other.writes));
  return (conflicts | (one.reads & changed)) !== 0;
}

function slotBit(slot: number): number {
  return 1 << (FIRST_SLOT + (slot % SLOT_BITS));
}
