/** Consecutive pages of one run; the bytes are valid until the next window is asked for. */
export interface PageWindow {
  /** Page frame number of the first page: virtual address / 4096, or the position in a raw file. */
  readonly pfn: number;
  /** A whole number of pages. */
  readonly bytes: Uint8Array;
  /** Whether a new run starts here. Pages of two runs are never neighbours, even where their addresses touch. */
  readonly startsRun: boolean;
}

/** The longest window, in bytes. */
export const WINDOW_BYTES = 1 << 20;

/** Pages of one input, streamed in file order. Can be read any number of times. */
export interface PageSource {
  readonly format: 'ELF core' | 'raw';
  /** Whether the pages have virtual addresses, without which a folio has no natural alignment. */
  readonly addressed: boolean;
  /** What was left out of the input and why, a sentence each; complete once all windows were read. */
  readonly remarks: readonly string[];
  windows(): AsyncIterable<PageWindow>;
  close(): Promise<void>;
}

/** How a source treats the pages of a file. */
export interface PageSourceOptions {
  /** Cut a raw file's last incomplete page off instead of refusing the file. */
  readonly dropPartial: boolean;
}
