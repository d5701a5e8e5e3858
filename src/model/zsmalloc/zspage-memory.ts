import { PAGE_SIZE } from '../../common/page.js';
import { grown } from '../heap/column.js';
import { type Heap, LocalHeap } from '../heap/heap.js';

const CHUNK_FRAMES = 256;
const MAX_PAGES_PER_ZSPAGE = 16;

/**
 * Real bytes for zspages. Each gets consecutive frames of one chunk; freed frames are used again, so memory follows what
 * is stored. A heap of one's own adds chunks as they are needed; one that threads share is a single chunk, and its pool
 * sees to it that one thread at a time is in here.
 */
export class ZspageMemory {
  readonly #shared: boolean;
  readonly #chunks: Uint8Array[];
  readonly #chunkFrames: number;
  /** One word: the first frame that was never allocated. */
  readonly #unused: Uint32Array;
  /** First frames of freed zspages, by their number of pages: each a list that names frames plus 1. */
  readonly #freed: Uint32Array;
  #nextFreed: Uint32Array;

  constructor(heap: Heap = new LocalHeap()) {
    this.#shared = heap.frames !== null;
    this.#chunks = heap.frames === null ? [] : [heap.frames];
    this.#chunkFrames = heap.frames === null ? CHUNK_FRAMES : heap.capacity.frames;
    this.#unused = heap.column(Uint32Array, 1);
    this.#freed = heap.column(Uint32Array, MAX_PAGES_PER_ZSPAGE + 1);
    this.#nextFreed = heap.column(Uint32Array, heap.capacity.frames);
  }

  /**
   * Frames for a zspage of `pages` pages; returns the first.
   *
   * @throws RangeError if a shared heap has none left
   */
  allocate(pages: number): number {
    if (this.#freed[pages] !== 0) return this.#takeFreed(pages);
    const end = this.#chunks.length * this.#chunkFrames;
    if (this.#unused[0] + pages > end) {
      if (this.#shared) return this.#splitFreed(pages);
      this.#unused[0] = end;
      this.#chunks.push(new Uint8Array(this.#chunkFrames * PAGE_SIZE));
    }
    const frame = this.#unused[0];
    this.#unused[0] += pages;
    return frame;
  }

  /** Gives the frames of {@link allocate} back. */
  release(frame: number, pages: number): void {
    this.#nextFreed = grown(this.#nextFreed, frame + 1);
    this.#nextFreed[frame] = this.#freed[pages];
    this.#freed[pages] = frame + 1;
  }

  /** The bytes that hold `frame`. */
  chunkOf(frame: number): Uint8Array {
    return this.#chunks[Math.floor(frame / this.#chunkFrames)];
  }

  /** Where `frame` starts in its chunk. */
  offsetOf(frame: number): number {
    return (frame % this.#chunkFrames) * PAGE_SIZE;
  }

  #takeFreed(pages: number): number {
    const frame = this.#freed[pages] - 1;
    this.#freed[pages] = this.#nextFreed[frame];
    return frame;
  }

  /** The first frames of a larger zspage that was freed. */
  #splitFreed(pages: number): number {
    for (let larger = pages + 1; larger <= MAX_PAGES_PER_ZSPAGE; larger++) {
      if (this.#freed[larger] === 0) continue;
      const frame = this.#takeFreed(larger);
      this.release(frame + pages, larger - pages);
      return frame;
    }
    throw new RangeError(`no ${pages} of ${this.#chunkFrames} shared frames are left in a row`);
  }
}
