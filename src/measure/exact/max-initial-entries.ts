/**
 * Maximum initial capacity of an exact run's columns, which avoids the cost of growing them. Unused capacity is free: the OS
 * allocates a page on first touch.
 */
export const MAX_INITIAL_ENTRIES = 1 << 18;
