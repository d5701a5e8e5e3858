const CLUSTER_SLOTS = 512;

/** Swap slots of a folio. */
export interface SlotRange {
  readonly slot: number;
  readonly pageCount: number;
}

/**
 * Hands out swap slots as the kernel does on an empty device: a folio gets consecutive, naturally aligned slots of a
 * cluster that holds folios of its size only. No slot is handed out twice. Source: mm/swapfile.c, v6.18.
 */
export class SwapSlots {
  #nextCluster = 0;
  /** The next free slot for each folio size; a multiple of CLUSTER_SLOTS asks for a new cluster. */
  readonly #next = new Map<number, number>();

  /** The first of `pageCount` slots. */
  take(pageCount: number): number {
    let slot = this.#next.get(pageCount) ?? 0;
    if (slot % CLUSTER_SLOTS === 0) slot = this.#nextCluster++ * CLUSTER_SLOTS;
    this.#next.set(pageCount, slot + pageCount);
    return slot;
  }
}
