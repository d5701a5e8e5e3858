/** What a zswap does, told to whoever keeps independent books. */
export interface ZswapEvents {
  /** An entry of `length` bytes became visible at `slot`. */
  published(slot: number, length: number): void;
  /** The entry of `length` bytes at `slot` was freed. */
  freed(slot: number, length: number): void;
  /** A store ended with all `pageCount` pages in. */
  accepted(pageCount: number): void;
  /** A store ended with none of its pages in. */
  refused(pageCount: number): void;
}
