import type { Memcg } from './memcg.js';
import type { ShrinkResult } from './shrink-result.js';

/** Events of a zswap, for independent counters. */
export interface ZswapEvents {
  /** The pool gave an object for `length` bytes. */
  allocated(handle: number, length: number): void;
  /** The pool took an object back. */
  released(handle: number): void;
  /** An entry of `length` bytes of a memcg became visible at `slot`. */
  published(slot: number, length: number, memcg: number): void;
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
  /** shrink_memcg() begins. */
  shrinking?(memcg: Memcg): void;
  /** shrink_memcg() has ended. */
  shrunk?(memcg: Memcg, result: ShrinkResult): void;
}

/** Ignores all events. */
export const NO_EVENTS: ZswapEvents = {
  allocated() {},
  released() {},
  published() {},
  freed() {},
  accepted() {},
  refused() {},
  loaded() {},
  writtenBack() {},
};
