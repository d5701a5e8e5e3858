/** Addresses `start` up to, not including, `end`. */
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

/** Whether any address of `start` .. `end` is in one of `ranges`, which come from {@link union}. */
export function overlaps(ranges: readonly AddressRange[], start: number, end: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (ranges[middle].end > start) high = middle;
    else low = middle + 1;
  }
  const first = ranges[low];
  return first !== undefined && first.start < end;
}
