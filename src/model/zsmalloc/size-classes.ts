import { PAGE_SIZE } from '../../common/page.js';

// Size classes of zsmalloc on a 64-bit kernel with 4 KiB pages. Source: mm/zsmalloc.c, v6.18 (zs_create_pool,
// calculate_zspage_chain_size, get_size_class_index).
//
//   request of `length` bytes
//     + 8 bytes handle ──► raw class i = ceil((size - 32) / 16)     255 raw classes: 32, 48, 64 .. 4096
//                              │ zspage of p pages holds floor(p * 4096 / size) objects
//                              ▼
//                          merged with the next larger class of equal p and object count

const HANDLE_SIZE = 8;
const MIN_SIZE = 32;
const STEP = 16;
const RAW_CLASSES = (PAGE_SIZE - MIN_SIZE) / STEP + 1;

/** CONFIG_ZSMALLOC_CHAIN_SIZE's default since 6.3. */
export const DEFAULT_CHAIN_SIZE = 8;

export interface SizeClass {
  /** Bytes of one object slot. */
  readonly size: number;
  /** Pages that a zspage of this class takes at once and gives back at once. */
  readonly pagesPerZspage: number;
  readonly objsPerZspage: number;
}

export interface SizeClassTable {
  /** Merged classes, smallest first. */
  readonly classes: readonly SizeClass[];
  /** Index into `classes` for every request length 1 .. 4096; element 0 is not used. */
  readonly classOfLength: Uint8Array;
}

/**
 * The merged size classes for a chain limit.
 *
 * @param chainSize CONFIG_ZSMALLOC_CHAIN_SIZE, 4 .. 16 pages
 */
export function sizeClasses(chainSize: number = DEFAULT_CHAIN_SIZE): SizeClassTable {
  const merged: SizeClass[] = [];
  const mergedOfRaw = new Uint8Array(RAW_CLASSES);
  for (let raw = RAW_CLASSES - 1; raw >= 0; raw--) {
    const size = MIN_SIZE + raw * STEP;
    const pagesPerZspage = chainPages(size, chainSize);
    const objsPerZspage = Math.floor((pagesPerZspage * PAGE_SIZE) / size);
    const larger = merged.at(-1);
    if (larger?.pagesPerZspage !== pagesPerZspage || larger.objsPerZspage !== objsPerZspage) {
      merged.push({ size, pagesPerZspage, objsPerZspage });
    }
    mergedOfRaw[raw] = merged.length - 1;
  }
  const classOfLength = new Uint8Array(PAGE_SIZE + 1);
  for (let length = 1; length <= PAGE_SIZE; length++) {
    classOfLength[length] = merged.length - 1 - mergedOfRaw[rawClass(length)];
  }
  return { classes: merged.reverse(), classOfLength };
}

/** The classes of a pool of this program, and what it looks up of them all the time. */
export const TABLE = sizeClasses();
export const CLASSES = TABLE.classes.length;
export const PAGES_PER_ZSPAGE = Uint8Array.from(
  TABLE.classes,
  ({ pagesPerZspage }) => pagesPerZspage,
);
export const OBJS_PER_ZSPAGE = Uint16Array.from(
  TABLE.classes,
  ({ objsPerZspage }) => objsPerZspage,
);
/** No class has more objects a zspage. */
export const OBJECTS = 256;

function rawClass(length: number): number {
  const size = length + HANDLE_SIZE;
  return size <= MIN_SIZE ? 0 : Math.min(RAW_CLASSES - 1, Math.ceil((size - MIN_SIZE) / STEP));
}

function chainPages(size: number, chainSize: number): number {
  const powerOfTwo = (size & (size - 1)) === 0;
  if (powerOfTwo) return 1;
  let best = 1;
  for (let pages = 2; pages <= chainSize; pages++) {
    if ((pages * PAGE_SIZE) % size < (best * PAGE_SIZE) % size) best = pages;
  }
  return best;
}
