/** Where it is not known how many pages will be stored. */
const MAX_INITIAL_ENTRIES = 1 << 16;

/**
 * Returns the initial capacity of an exact run's columns, which avoids the cost of growing them. Unused capacity is free: the OS
 * allocates a page on first touch.
 */
export function initialEntries(offerPages: number, storedAtLimit: number | undefined): number {
  const stored = storedAtLimit === undefined ? MAX_INITIAL_ENTRIES : Math.ceil(storedAtLimit * 1.1);
  return Math.min(offerPages, stored);
}
