/** Base page size of the modelled machine in bytes (x86-64 and most arm64 kernels). */
export const PAGE_SIZE = 4096;

const ZERO_PAGE = Buffer.alloc(PAGE_SIZE);

/** Returns whether the page of {@link PAGE_SIZE} bytes at `offset` is all zeros. */
export function isZeroPage(bytes: Uint8Array, offset: number): boolean {
  return ZERO_PAGE.compare(bytes, offset, offset + PAGE_SIZE) === 0;
}
