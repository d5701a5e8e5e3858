import { grown } from '../heap/column.js';
import type { Heap } from '../heap/heap.js';
import type { ZspageMemory } from './zspage-memory.js';

const EVER = 0;
const FIRST_FREED = 1;

/** Hands out numbers for zspages, and frames for their bytes. Its caller sees to it that one thread at a time is in here. */
export class ZspageNumbers {
  readonly #memory: ZspageMemory | null;
  readonly #counts: Uint32Array;
  #frame: Uint32Array;
  /** Freed numbers are a list, each named by itself plus 1. */
  #nextFreed: Uint32Array;

  constructor(memory: ZspageMemory | null, heap: Heap) {
    this.#memory = memory;
    this.#counts = heap.column(Uint32Array, 2);
    this.#frame = heap.column(Uint32Array, heap.capacity.zspages);
    this.#nextFreed = heap.column(Uint32Array, heap.capacity.zspages);
  }

  /** Numbers handed out ever: all are below. */
  get ever(): number {
    return this.#counts[EVER];
  }

  /** A number for a zspage of `pages` pages. */
  take(pages: number): number {
    let zspage = this.#counts[FIRST_FREED] - 1;
    if (zspage < 0) {
      zspage = this.#counts[EVER]++;
      this.#frame = grown(this.#frame, zspage + 1);
      this.#nextFreed = grown(this.#nextFreed, zspage + 1);
    } else {
      this.#counts[FIRST_FREED] = this.#nextFreed[zspage];
    }
    if (this.#memory !== null) this.#frame[zspage] = this.#memory.allocate(pages);
    return zspage;
  }

  giveBack(zspage: number, pages: number): void {
    this.#memory?.release(this.#frame[zspage], pages);
    this.#nextFreed[zspage] = this.#counts[FIRST_FREED];
    this.#counts[FIRST_FREED] = zspage + 1;
  }

  /** The first frame of a zspage. Needs memory. */
  frameOf(zspage: number): number {
    return this.#frame[zspage];
  }
}
