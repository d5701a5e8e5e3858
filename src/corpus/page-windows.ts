import type { Holes } from '../result/option-values.js';

/** Consecutive pages of one run. The bytes are valid until the next window is requested. */
export interface PageWindow {
  /** Page frame number of the first page: address / 4096, or the position in a raw file. */
  readonly pfn: number;
  /** A whole number of pages. */
  readonly bytes: Uint8Array;
  /** True if a new run starts here. Pages of two runs are never neighbours, even where their addresses touch. */
  readonly startsRun: boolean;
}

/** Formats of page sources, as `corpus info` prints them. */
export type PageFormat =
  | 'ELF core'
  | 'ELF core of a machine'
  | 'LiME'
  | 'CRIU'
  | 'kdump'
  | 'raw'
  | 'synthetic';

/** Maximum length of a window in bytes. */
export const WINDOW_BYTES = 1 << 20;

/** Pages of one input, streamed in file order. It can be read any number of times. */
export interface PageSource {
  readonly format: PageFormat;
  /** True if the pages have addresses. Without them, folios have no natural alignment. */
  readonly addressed: boolean;
  readonly presence: Presence;
  /** One sentence for each part of the input that is left out; complete once all windows were read. */
  readonly remarks: readonly string[];
  windows(): AsyncIterable<PageWindow>;
  close(): Promise<void>;
}

/**
 * Meaning of zero pages: `present`, a note of the core records that all of its pages were present; `mapped`, gcore and the
 * kernel also write mapped pages that were never touched, as zeros or holes; `unrecorded`, unknown.
 */
export type Presence = 'present' | 'mapped' | 'unrecorded';

/** Options for opening a page source. */
export interface PageSourceOptions {
  /** `zero` by default. No effect on a core whose pages were all present. */
  readonly holes?: Holes;
  /** Drop the incomplete last page of a raw file instead of refusing the file. */
  readonly dropPartial: boolean;
}
