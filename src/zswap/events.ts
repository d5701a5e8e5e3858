/** What a zswap does, told to whoever keeps independent books. */
export interface ZswapEvents {
  /** An entry of `length` bytes became visible at `slot`. */
  published(slot: number, length: number): void;
  /** The entry of `length` bytes at `slot` was freed. */
  freed(slot: number, length: number): void;
  /** A store ended with all of its `pageCount` pages in. */
  accepted(pageCount: number): void;
  /** A store ended with none of its pages in. */
  refused(pageCount: number): void;
  /** The page at `slot` was read back, and its entry freed. */
  loaded(slot: number): void;
  /** The page at `slot` was written to the device, and its entry freed. */
  writtenBack(slot: number): void;
}

/** For a zswap that nobody keeps books on. */
export const NOBODY: ZswapEvents = {
  published() {},
  freed() {},
  accepted() {},
  refused() {},
  loaded() {},
  writtenBack() {},
};
