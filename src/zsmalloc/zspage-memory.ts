import { PAGE_SIZE } from '../memory/page.js';

const CHUNK_FRAMES = 256;
const MAX_PAGES_PER_ZSPAGE = 16;

/**
 * Real bytes for zspages. Each gets consecutive frames of one chunk; chunks are added as they are needed and freed
 * frames are used again, so memory follows what is stored.
 */
export class ZspageMemory {
  readonly #chunks: Uint8Array[] = [];
  #nextFrame = 0;
  /** First frames of freed zspages, by their number of pages. */
  readonly #freed: number[][] = Array.from({ length: MAX_PAGES_PER_ZSPAGE + 1 }, () => []);

  /** Frames for a zspage of `pages` pages; returns the first. */
  allocate(pages: number): number {
    const freed = this.#freed[pages].pop();
    if (freed !== undefined) return freed;
    const end = this.#chunks.length * CHUNK_FRAMES;
    if (this.#nextFrame + pages > end) {
      this.#nextFrame = end;
      this.#chunks.push(new Uint8Array(CHUNK_FRAMES * PAGE_SIZE));
    }
    const frame = this.#nextFrame;
    this.#nextFrame += pages;
    return frame;
  }

  /** Gives the frames of {@link allocate} back. */
  release(frame: number, pages: number): void {
    this.#freed[pages].push(frame);
  }

  /** The bytes that hold `frame`. */
  chunkOf(frame: number): Uint8Array {
    return this.#chunks[Math.floor(frame / CHUNK_FRAMES)];
  }

  /** Where `frame` starts in its chunk. */
  offsetOf(frame: number): number {
    return (frame % CHUNK_FRAMES) * PAGE_SIZE;
  }
}
