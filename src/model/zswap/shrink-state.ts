import type { Heap } from '../heap/heap.js';
import type { Words } from '../heap/words.js';

const QUEUED = 0;
const RUNNING = 1;
const NEXT_MEMCG = 2;

/** State of the shrink worker between its runs: zswap_shrink_work and zswap_next_shrink. */
export class ShrinkState {
  readonly #words: Words;

  constructor(heap: Heap) {
    this.#words = heap.words(3);
  }

  /** Whether it was asked for since it last started. */
  get queued(): boolean {
    return this.#words.get(QUEUED) === 1;
  }

  set queued(queued: boolean) {
    this.#words.set(QUEUED, queued ? 1 : 0);
  }

  /** Number of the memcg at which the next run goes on. */
  get nextMemcg(): number {
    return this.#words.get(NEXT_MEMCG);
  }

  set nextMemcg(next: number) {
    this.#words.set(NEXT_MEMCG, next);
  }

  /** Starts the worker if it was queued and no other thread runs it. After true, the caller must call {@link end}. */
  begin(): boolean {
    if (!this.queued) return false;
    if (this.#words.add(RUNNING, 1) > 1) {
      this.end();
      return false;
    }
    this.queued = false;
    return true;
  }

  end(): void {
    this.#words.add(RUNNING, -1);
  }
}
