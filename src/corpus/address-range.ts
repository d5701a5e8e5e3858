/** Addresses or file positions from `start` up to, but not including, `end`. */
export interface AddressRange {
  readonly start: number;
  readonly end: number;
}

/** Merges ranges: the result has the same addresses in rising order, and no two ranges overlap or touch. */
export function union(ranges: readonly AddressRange[]): AddressRange[] {
  const merged: AddressRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last !== undefined && range.start <= last.end) {
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    } else {
      merged.push(range);
    }
  }
  return merged;
}

/** Returns the first range that ends above `position`. The ranges rise and do not overlap. */
export function firstAbove(
  ranges: readonly AddressRange[],
  position: number,
): AddressRange | undefined {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle].end > position) high = middle;
    else low = middle + 1;
  }
  return ranges[low];
}

/** Returns whether any address of `start` .. `end` is in one of `ranges`, which come from {@link union}. */
export function overlaps(ranges: readonly AddressRange[], start: number, end: number): boolean {
  const first = firstAbove(ranges, start);
  return first !== undefined && first.start < end;
}
