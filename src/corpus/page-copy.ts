import { counted } from '../common/counted.js';
import { PAGE_SIZE } from '../common/page.js';
import type { WorkObserver } from '../common/work-observer.js';

/** Replaces pages on their way to a file. */
export interface PageStage {
  /** Called before the first page with the number of all pages. */
  begin(pages: number): void;
  /** Returns the bytes to write instead of some consecutive pages, valid until the next call. */
  replace(bytes: Uint8Array): Uint8Array;
}

/** Destination of a copy of pages. */
export interface PageDestination {
  /** Receives the bytes of the core in order; each chunk is valid only during the call. */
  write(bytes: Uint8Array): Promise<void>;
  readonly observer?: WorkObserver;
  /** Absent: pages are written as they are. */
  readonly stage?: PageStage | null;
}

/** Pages on their way to a file, with their progress. */
export class PageCopy {
  readonly #to: PageDestination;

  constructor(to: PageDestination) {
    this.#to = to;
  }

  /** Writes the head of the file, which `pages` pages follow. */
  async begin(head: Uint8Array, pages: number): Promise<void> {
    this.#to.observer?.begin?.({ units: pages });
    this.#to.stage?.begin(pages);
    await this.#to.write(head);
  }

  /** Writes consecutive pages. */
  async add(bytes: Uint8Array): Promise<void> {
    await this.#to.write(this.#to.stage?.replace(bytes) ?? bytes);
    this.#to.observer?.progress('pages copied', { units: bytes.length / PAGE_SIZE });
  }

  /** Reports pages that are read before their number is known. */
  found(pages: number): void {
    this.#to.observer?.progress(`${counted(pages, 'page')} found`);
  }
}
