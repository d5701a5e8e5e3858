// Entries of /proc/PID/pagemap, by their upper halves. Source: Documentation/admin-guide/mm/pagemap.rst.

const PRESENT = 0x8000_0000; // bit 63
const SWAPPED = 0x4000_0000; // bit 62
const FILE_OR_SHARED = 0x2000_0000; // bit 61
const EXCLUSIVE = 0x0100_0000; // bit 56

/**
 * Returns whether a page of a writable mapping can go to zswap: it is present or swapped out, and anonymous or shared
 * memory.
 *
 * @param shmem whether the mapping is shared memory without a file behind it
 */
export function isSwappable(entry: number, shmem: boolean): boolean {
  if ((entry & (PRESENT | SWAPPED)) === 0) return false;
  return shmem || (entry & FILE_OR_SHARED) === 0;
}

/** Returns whether a page may be the kernel's shared zero page, which is never swapped out and never exclusive. */
export function mayBeSharedZeroPage(entry: number): boolean {
  return (entry & PRESENT) !== 0 && (entry & EXCLUSIVE) === 0;
}

/** Frame of a page that is not in memory. */
export const SWAPPED_OUT = -1;

/** Frame of a present page, for a reader without CAP_SYS_ADMIN. */
export const HIDDEN = 0;

// Bits 0 to 54, of a present page.
const FRAME_HIGH_BITS = 0x7f_ffff;

/** Returns the physical frame of a page, {@link SWAPPED_OUT} or {@link HIDDEN}. */
export function frameOf(entry: number, lowerHalf: number): number {
  if ((entry & PRESENT) === 0) return SWAPPED_OUT;
  return (entry & FRAME_HIGH_BITS) * 2 ** 32 + lowerHalf;
}
