import type { SlotRange } from '../model/folio/swap-slots.js';
import { grown } from '../model/heap/column.js';

/** A list of folios in columns: six bytes for each. */
export class ResidentFolios {
  #slots = new Uint32Array(0);
  #pageCounts = new Uint16Array(0);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add({ slot, pageCount }: SlotRange): void {
    this.#slots = grown(this.#slots, this.#count + 1);
    this.#pageCounts = grown(this.#pageCounts, this.#count + 1);
    this.#slots[this.#count] = slot;
    this.#pageCounts[this.#count++] = pageCount;
  }

  /** Takes a folio out; the last one gets its place. */
  take(at: number): SlotRange {
    const taken = { slot: this.#slots[at], pageCount: this.#pageCounts[at] };
    const last = --this.#count;
    this.#slots[at] = this.#slots[last];
    this.#pageCounts[at] = this.#pageCounts[last];
    return taken;
  }
}
